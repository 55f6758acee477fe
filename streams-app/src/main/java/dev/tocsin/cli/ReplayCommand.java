package dev.tocsin.cli;

import dev.tocsin.config.Settings;
import dev.tocsin.evaluation.promql.engine.Engine;
import dev.tocsin.evaluation.rules.RuleEvaluationContext.Origin;
import dev.tocsin.evaluation.rules.RuleGroup;
import dev.tocsin.kafka.Topics;
import dev.tocsin.kafka.codec.ConfigDocument;
import dev.tocsin.kafka.copies.TopicCopies;
import dev.tocsin.labels.Matcher;
import dev.tocsin.replay.LogComparison;
import dev.tocsin.replay.Replay;
import dev.tocsin.replay.ReplaySettings;
import dev.tocsin.replay.Stretch;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code tocsin replay}. */
@Command(
        name = "replay",
        description = {
            "Evaluates a past stretch again, and tells why alerts fired: states, values, annotations, and notifications.",
            "It reads the topics, or copies of them, and writes nothing. Use the settings of the instances."
        },
        subcommands = ReplayRecordCommand.class,
        footer = {"", "Example: tocsin replay --from 2026-01-31T03:00:00Z --to 2026-01-31T03:15:00Z --group app/http"})
final class ReplayCommand extends KafkaCommand {
    /** Formats of the output. */
    enum Format {
        text,
        json
    }

    /** Templates query samples, too, and instant vectors look back. */
    private static final Duration MARGIN = Duration.ofHours(1);

    @Option(
            names = "--from",
            paramLabel = "TIME",
            description = "the first tick: RFC 3339, or a duration before now, such as -1h (default: -1h)",
            converter = TimeArgument.Converter.class)
    private TimeArgument from = now -> now.minus(Duration.ofHours(1));

    @Option(
            names = "--to",
            paramLabel = "TIME",
            description = "the last tick (default: now)",
            converter = TimeArgument.Converter.class)
    private TimeArgument to = now -> now;

    @Option(
            names = "--group",
            paramLabel = "NAMESPACE/NAME",
            description = "evaluate this rule group only; may be repeated (default: all groups)")
    private Set<String> groups = Set.of();

    @Option(names = "--rule", paramLabel = "NAME", description = "print only alerts of rules with this name")
    private Optional<String> rule = Optional.empty();

    @Option(
            names = "--alert",
            paramLabel = "MATCHER",
            description = "print only alerts that match, such as 'severity=page'; may be repeated")
    private List<String> alerts = List.of();

    @Option(names = "--all", description = "also print ticks at which the state of an alert stays the same")
    private boolean all;

    @Mixin
    private CopiesOption source;

    @Option(
            names = "--verify",
            description = "exit with 1 if a result differs from what the instances logged; all rules are compared")
    private boolean verify;

    @Option(names = "--output", paramLabel = "FORMAT", description = "text, or json: an object a line (default: text)")
    private Format output = Format.text;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        var settings = settings(Map.of());
        var now = context().clock().instant();
        var stretch = stretch(now);
        var wanted = matchers(settings);
        try (var progress = new ProgressBar(spec.commandLine().getErr())) {
            var report = new ReplayReport(output, all, rule, wanted, this::println, this::warn, progress, stretch);
            var comparison = source.read(
                    tocsin().topics(),
                    settings,
                    progress,
                    topics -> firstSample(stretch.from(), topics, settings),
                    stretch.to(),
                    copies -> replay(copies, settings, stretch, report));
            report.finish(comparison, verify);
            return verify && comparison.differing() > 0 ? 1 : 0;
        } catch (UncheckedIOException e) {
            throw new CommandFailedException(e.getMessage());
        }
    }

    private Stretch stretch(Instant now) {
        try {
            return new Stretch(from.at(now), to.at(now), groups);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage());
        }
    }

    private List<Matcher> matchers(Settings settings) {
        try {
            return alerts.stream().map(settings.matchers()::parse).toList();
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), "--alert: " + e.getMessage());
        }
    }

    private static LogComparison replay(TopicCopies copies, Settings settings, Stretch stretch, ReplayReport report) {
        return new Replay(copies, replaySettings(settings), stretch, report).run();
    }

    /** The time of the oldest samples that the rules of the topic read in a stretch. */
    static Instant firstSample(Instant from, TopicsClient topics, Settings settings) {
        var groups = topics.ruleGroups().values().stream()
                .flatMap(entry -> entry.value().stream())
                .toList();
        return firstSample(from, groups, settings);
    }

    /** The time of the oldest samples that rules read in a stretch. */
    static Instant firstSample(Instant from, List<RuleGroup> groups, Settings settings) {
        var retention = settings.topics().samplesRetention();
        var reach = groups.stream()
                .map(group -> group.reach(retention).plus(group.interval().multipliedBy(2)))
                .max(Duration::compareTo)
                .orElse(Duration.ZERO);
        return from.minus(reach).minus(MARGIN);
    }

    static ReplaySettings replaySettings(Settings settings) {
        var evaluation = settings.evaluation();
        return new ReplaySettings(
                new Topics(settings.topics()),
                KafkaTopicsClient.validator(settings),
                document -> AlertmanagerConfigFile.parse(ConfigDocument.KEY, document, settings.matchers())
                        .config(),
                new Engine(evaluation.engineOptions()),
                evaluation.maxSeries(),
                evaluation.ticks().catchUp(),
                new Origin(evaluation.externalLabels(), settings.http().externalUrl()),
                evaluation.alertRelabeling(),
                settings.claims(),
                settings.heartbeat());
    }
}

package dev.tocsin.cli;

import dev.tocsin.config.Settings;
import dev.tocsin.evaluation.rules.RuleFileReader.UnknownKeys;
import dev.tocsin.evaluation.rules.RuleGroup;
import dev.tocsin.kafka.codec.ConfigDocument;
import dev.tocsin.replay.Backtest;
import dev.tocsin.replay.BacktestPlan;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code tocsin backtest}. */
@Command(
        name = "backtest",
        description = {
            "Evaluates other rules on a past stretch, and prints the notifications that would have gone out.",
            "It reads the topics, or copies of them, and writes nothing. Use the settings of the instances.",
            "With --prometheus the samples are those of a Prometheus; its stale markers and native histograms are not."
        },
        footer = {
            "",
            "Example: tocsin backtest new-rules.yml --from -6h --prometheus http://localhost:9090 --no-kafka --alertmanager alertmanager.yml",
            "Example: tocsin backtest new-rules.yml --from 2026-01-31T00:00:00Z --to 2026-01-31T06:00:00Z"
        })
final class BacktestCommand extends KafkaCommand {
    @Parameters(arity = "1..*", paramLabel = "FILE", description = RuleFile.PATHS_DESCRIPTION)
    private List<Path> paths;

    @Option(
            names = "--from",
            paramLabel = "TIME",
            required = true,
            description = "the first tick: RFC 3339, or a duration before now, such as -1h",
            converter = TimeArgument.Converter.class)
    private TimeArgument from;

    @Option(
            names = "--to",
            paramLabel = "TIME",
            description = "the last tick (default: now)",
            converter = TimeArgument.Converter.class)
    private TimeArgument to = now -> now;

    @Option(
            names = "--alertmanager",
            paramLabel = "FILE",
            description = "an Alertmanager configuration (default: the one that was in force at each time)")
    private Optional<Path> alertmanager = Optional.empty();

    @Option(names = "--no-silences", description = "as if there had been no silences")
    private boolean noSilences;

    @Mixin
    private BacktestSource source;

    @Option(names = "--output", paramLabel = "FORMAT", description = "text, or json: an object a line (default: text)")
    private ReplayCommand.Format output = ReplayCommand.Format.text;

    @Mixin
    private PromqlFeaturesOption promqlFeatures;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        var settings = settings(promqlFeatures.overrides());
        var now = context().clock().instant();
        var plan = plan(settings, now);
        var first = ReplayCommand.firstSample(from.at(now), plan.groups(), settings);
        try (var progress = new ProgressBar(spec.commandLine().getErr())) {
            var report = new BacktestReport(output, this::println, this::warn, progress, from.at(now), to.at(now));
            var replaySettings = ReplayCommand.replaySettings(settings);
            source.read(
                    new BacktestSource.Request(this, settings, progress, plan.groups(), first, to.at(now)),
                    past -> new Backtest(past, replaySettings, plan, from.at(now), to.at(now), report).run());
            report.finish();
            return 0;
        } catch (UncheckedIOException e) {
            throw new CommandFailedException(e.getMessage());
        }
    }

    /** @throws CommandFailedException with all mistakes in the input */
    private BacktestPlan plan(Settings settings, Instant now) {
        var problems = new ArrayList<String>();
        if (to.at(now).isBefore(from.at(now))) {
            problems.add("the stretch ends at %s (--to), before it starts at %s (--from)"
                    .formatted(to.at(now), from.at(now)));
        }
        source.check(problems);
        var groups = groups(settings, problems);
        var config = alertmanager.flatMap(file -> config(file, settings, now, problems));
        if (!problems.isEmpty()) {
            throw new CommandFailedException(String.join("\n", problems) + "\nnothing was evaluated");
        }
        return new BacktestPlan(
                groups, config, !noSilences, settings.evaluation().ticks().interval());
    }

    private List<RuleGroup> groups(Settings settings, List<String> problems) {
        var known = problems.size();
        try {
            var defaults = settings.evaluation().groupDefaults();
            var groups = RuleFile.readAll(
                    RuleFile.find(paths), RuleFile::namespace, defaults, UnknownKeys.REJECTED, problems);
            if (groups.isEmpty() && problems.size() == known) {
                problems.add("the rule files have no rule group");
            }
            groups.forEach(group -> DataSourceRules.rulesOf(group)
                    .forEach(rule -> problems.add(
                            ("rule %s of group %s queries data source '%s', whose answers of that time are not known:"
                                            + " leave the rule out, or try its query with 'tocsin datasources test'")
                                    .formatted(
                                            rule.name(),
                                            group.key(),
                                            rule.expression().dataSource()))));
            return groups;
        } catch (CommandFailedException e) {
            problems.add(e.getMessage());
            return List.of();
        }
    }

    private Optional<ConfigDocument> config(Path file, Settings settings, Instant now, List<String> problems) {
        try {
            var document = AlertmanagerConfigFile.load(file, now, "");
            var found = AlertmanagerConfigFile.problems(ConfigDocument.KEY, document, settings.matchers());
            found.forEach(problem -> problems.add("--alertmanager %s: %s".formatted(file, problem)));
            return Optional.of(document);
        } catch (CommandFailedException e) {
            problems.add("--alertmanager: " + e.getMessage());
            return Optional.empty();
        }
    }
}

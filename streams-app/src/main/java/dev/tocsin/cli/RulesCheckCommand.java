package dev.tocsin.cli;

import dev.tocsin.evaluation.rules.RuleFileReader.UnknownKeys;
import dev.tocsin.evaluation.rules.RuleGroup;
import dev.tocsin.evaluation.rules.RuleGroupDraft.Defaults;
import dev.tocsin.notation.PromDuration;
import dev.tocsin.yaml.ConfigException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code tocsin rules check}. */
@Command(
        name = "check",
        description = "Checks rule files and reports all errors. Needs no Kafka.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:no errors", "1:errors", "3:only lint problems, with --lint-fatal"},
        footer = {"", "Example: tocsin rules check examples/rules.yml"})
final class RulesCheckCommand implements Callable<Integer> {
    private static final int EXIT_LINT_FOUND = 3;
    private static final List<String> LINTS = List.of("all", "duplicate-rules", "none");

    @Parameters(arity = "1..*", paramLabel = "FILE", description = RuleFile.PATHS_DESCRIPTION)
    private List<Path> paths;

    @Option(
            names = "--lint",
            paramLabel = "WHAT",
            description = "lint checks to run: duplicate-rules (default), all or none")
    private void lint(String check) {
        if (!LINTS.contains(check)) {
            var known = String.join(", ", LINTS);
            throw new ParameterException(
                    spec.commandLine(), "unknown lint check '%s'; known: %s".formatted(check, known));
        }
        lintEnabled = !check.equals("none");
    }

    @Option(names = "--lint-fatal", description = "exit with code 3 if there are lint problems but no errors")
    private boolean lintFatal;

    @Option(names = "--ignore-unknown-fields", description = "ignore unknown keys")
    private boolean ignoreUnknownFields;

    @Option(
            names = "--samples-retention",
            paramLabel = "DURATION",
            description =
                    "topics.samples_retention of the instances (default: 6h); rules that look back farther are told")
    private String samplesRetention = "6h";

    @Option(
            names = "--data-sources",
            paramLabel = "FILE",
            description = "data sources of the rules; unknown ones and queries that are not PromQL are told")
    private Optional<Path> dataSources = Optional.empty();

    @Mixin
    private PromqlFeaturesOption promqlFeatures;

    @Spec
    private CommandSpec spec;

    private boolean lintEnabled = true;
    private boolean lintFound;

    @Override
    public Integer call() {
        var failed = RuleFile.find(paths).stream().filter(file -> !check(file)).count();
        if (failed > 0) {
            return ExitCode.SOFTWARE;
        }
        return lintFound && lintFatal ? EXIT_LINT_FOUND : ExitCode.OK;
    }

    private boolean check(RuleFile file) {
        try {
            var unknown = ignoreUnknownFields ? UnknownKeys.IGNORED : UnknownKeys.REJECTED;
            var groups = file.read(file.namespace(), defaults(), unknown);
            var rules = groups.stream().mapToInt(group -> group.rules().size()).sum();
            println(
                    spec.commandLine().getOut(),
                    "Checking %s\n  SUCCESS: %d rules found".formatted(file.path(), rules));
            lint(groups);
            warnOfRetention(groups);
            warnOfDataSources(groups);
            return true;
        } catch (ConfigException | CommandFailedException e) {
            var problems = e.getMessage().replace("\n", "\n  ");
            println(spec.commandLine().getErr(), "Checking %s\n  FAILED: %s".formatted(file.path(), problems));
            return false;
        }
    }

    // Any defaults will do: they do not decide whether a rule is valid.
    private Defaults defaults() {
        return new Defaults(Duration.ofMinutes(1), Duration.ZERO, promqlFeatures.features());
    }

    private void lint(List<RuleGroup> groups) {
        var duplicates = lintEnabled ? DuplicateRule.findIn(groups) : List.<DuplicateRule>of();
        if (!duplicates.isEmpty()) {
            lintFound = true;
            var lines =
                    duplicates.stream().map(duplicate -> "\n    " + duplicate).collect(Collectors.joining());
            println(
                    spec.commandLine().getErr(),
                    "  WARNING: %d duplicate rule(s) found, which may overwrite each other's series:%s"
                            .formatted(duplicates.size(), lines));
        }
    }

    private void warnOfRetention(List<RuleGroup> groups) {
        var retention = retention();
        groups.stream()
                .flatMap(group -> group.retentionWarnings(retention).stream())
                .forEach(warning -> println(spec.commandLine().getErr(), "  WARNING: " + warning));
    }

    private void warnOfDataSources(List<RuleGroup> groups) {
        dataSources
                .map(file -> new DataSourcesFile(file.toString(), TextFile.read(file)).read())
                .map(sources -> new DataSourceRules(sources, promqlFeatures.features()).warnings(groups))
                .ifPresent(warnings ->
                        warnings.forEach(warning -> println(spec.commandLine().getErr(), "  WARNING: " + warning)));
    }

    private Duration retention() {
        try {
            return PromDuration.parse(samplesRetention);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), "--samples-retention: " + e.getMessage());
        }
    }

    private static void println(PrintWriter writer, String line) {
        writer.println(line);
        writer.flush();
    }
}

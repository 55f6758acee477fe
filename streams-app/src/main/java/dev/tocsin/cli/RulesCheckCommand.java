package dev.tocsin.cli;

import dev.tocsin.config.rules.RuleFileReader.UnknownKeys;
import dev.tocsin.evaluation.rules.DuplicateRule;
import dev.tocsin.evaluation.rules.RuleGroup;
import dev.tocsin.evaluation.rules.RuleGroupDraft.Defaults;
import dev.tocsin.yaml.ConfigException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
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
        description = "Checks files of rules and tells everything that is wrong with them; needs no Kafka.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:all is well", "1:something is wrong", "3:only lint was found, and it is fatal"},
        footer = {"", "Example: tocsin rules check examples/rules.yml"})
final class RulesCheckCommand implements Callable<Integer> {
    private static final int EXIT_LINT_FOUND = 3;
    private static final List<String> LINTS = List.of("all", "duplicate-rules", "none");

    @Parameters(arity = "1..*", paramLabel = "FILE", description = "rules, as Prometheus writes them")
    private List<Path> files;

    @Option(
            names = "--lint",
            paramLabel = "WHAT",
            description = "what to look for beside faults: duplicate-rules (the default), all or none")
    private void lint(String what) {
        if (!LINTS.contains(what)) {
            var known = String.join(", ", LINTS);
            throw new ParameterException(spec.commandLine(), "there is no lint '%s', only: %s".formatted(what, known));
        }
        lintEnabled = !what.equals("none");
    }

    @Option(names = "--lint-fatal", description = "end with 3 if lint was found and nothing worse")
    private boolean lintFatal;

    @Option(names = "--ignore-unknown-fields", description = "take no offence at unknown keys")
    private boolean ignoreUnknownFields;

    @Mixin
    private PromqlFeaturesOption promqlFeatures;

    @Spec
    private CommandSpec spec;

    private boolean lintEnabled = true;
    private boolean lintFound;

    @Override
    public Integer call() {
        var bad = files.stream().filter(file -> !check(new RuleFile(file))).count();
        if (bad > 0) {
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
            return true;
        } catch (ConfigException | CommandFailedException e) {
            var problems = e.getMessage().replace("\n", "\n  ");
            println(spec.commandLine().getErr(), "Checking %s\n  FAILED: %s".formatted(file.path(), problems));
            return false;
        }
    }

    // What a group leaves out makes no rule right or wrong.
    private Defaults defaults() {
        return new Defaults(Duration.ofMinutes(1), Duration.ZERO, promqlFeatures.features());
    }

    private void lint(List<RuleGroup> groups) {
        var twins = lintEnabled ? DuplicateRule.findIn(groups) : List.<DuplicateRule>of();
        if (!twins.isEmpty()) {
            lintFound = true;
            var lines = twins.stream().map(twin -> "\n    " + twin).collect(Collectors.joining());
            println(
                    spec.commandLine().getErr(),
                    "  WARNING: %d duplicate rule(s) found, which may overwrite each other's series:%s"
                            .formatted(twins.size(), lines));
        }
    }

    private static void println(PrintWriter writer, String line) {
        writer.println(line);
        writer.flush();
    }
}

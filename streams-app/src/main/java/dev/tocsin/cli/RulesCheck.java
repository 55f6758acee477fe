package dev.tocsin.cli;

import dev.tocsin.config.ConfigException;
import dev.tocsin.evaluation.rules.RuleGroupDraft.Defaults;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code tocsin rules check}. */
@Command(
        name = "check",
        description = "Checks files of rules and tells everything that is wrong with them; needs no Kafka.",
        footer = {"", "Example: tocsin rules check examples/rules.yml"})
final class RulesCheck implements Callable<Integer> {
    // What a group leaves out makes no rule right or wrong.
    private static final Defaults DEFAULTS = new Defaults(Duration.ofMinutes(1), Duration.ZERO);

    @Parameters(arity = "1..*", paramLabel = "FILE", description = "rules, as Prometheus writes them")
    private List<Path> files;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        var bad = files.stream().filter(file -> !isGood(new RuleFile(file))).count();
        return bad == 0 ? ExitCode.OK : ExitCode.SOFTWARE;
    }

    private boolean isGood(RuleFile file) {
        try {
            var groups = file.read(file.namespace(), DEFAULTS);
            var rules = groups.stream().mapToInt(group -> group.rules().size()).sum();
            say("Checking %s\n  SUCCESS: %d rules found".formatted(file.path(), rules));
            return true;
        } catch (ConfigException | CommandFailed e) {
            spec.commandLine()
                    .getErr()
                    .println("Checking %s\n  FAILED: %s"
                            .formatted(file.path(), e.getMessage().replace("\n", "\n  ")));
            return false;
        }
    }

    private void say(String line) {
        var out = spec.commandLine().getOut();
        out.println(line);
        out.flush();
    }
}

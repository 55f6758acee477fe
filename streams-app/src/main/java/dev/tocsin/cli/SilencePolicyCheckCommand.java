package dev.tocsin.cli;

import dev.tocsin.config.SilencePolicyReader;
import dev.tocsin.yaml.ConfigException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code tocsin silence-policy check}. */
@Command(
        name = "check",
        description = "Checks silence policies and reports all errors. Needs no Kafka.",
        footer = {"", "Example: tocsin silence-policy check examples/silence-policy.yml"})
final class SilencePolicyCheckCommand implements Callable<Integer> {
    @Parameters(paramLabel = "FILE", arity = "1..*", description = "a silence policy")
    private List<Path> files;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        var failed = files.stream().filter(file -> !check(file)).count();
        spec.commandLine().getOut().flush();
        if (failed > 0) {
            throw new CommandFailedException("failed to validate %d file(s)".formatted(failed));
        }
        return 0;
    }

    private boolean check(Path file) {
        var out = spec.commandLine().getOut();
        try {
            var policy = SilencePolicyReader.read(file.toString(), TextFile.read(file));
            out.println("Checking '%s'  SUCCESS: %d rules"
                    .formatted(file, policy.rules().size()));
            return true;
        } catch (ConfigException | CommandFailedException e) {
            out.println("Checking '%s'  FAILED: %s".formatted(file, e.getMessage()));
            return false;
        }
    }
}

package dev.tocsin.cli;

import dev.tocsin.config.SilencePolicyReader;
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
        return new FileChecks(spec).run(files, file -> {
            var policy = SilencePolicyReader.read(file.toString(), TextFile.read(file));
            return "%d rules".formatted(policy.rules().size());
        });
    }
}

package dev.tocsin.cli;

import dev.tocsin.config.SourcesReader;
import dev.tocsin.kafka.sources.RegistrySchemas;
import dev.tocsin.yaml.ConfigException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code tocsin sources check}. */
@Command(
        name = "check",
        description = "Checks definitions of sources and reports all errors. Needs no Kafka.",
        footer = {"", "Example: tocsin sources check examples/sources.yml"})
final class SourcesCheckCommand implements Callable<Integer> {
    @Parameters(paramLabel = "FILE", arity = "1..*", description = "definitions of sources")
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
            var sources = SourcesReader.read(file.toString(), TextFile.read(file), RegistrySchemas.NONE);
            out.println("Checking '%s'  SUCCESS: %d sources".formatted(file, sources.size()));
            return true;
        } catch (ConfigException | CommandFailedException e) {
            out.println("Checking '%s'  FAILED: %s".formatted(file, e.getMessage()));
            return false;
        }
    }
}

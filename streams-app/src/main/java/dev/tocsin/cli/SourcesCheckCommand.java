package dev.tocsin.cli;

import dev.tocsin.config.SourcesReader;
import dev.tocsin.kafka.sources.RegistrySchemas;
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
        return new FileChecks(spec).run(files, file -> {
            var sources = SourcesReader.read(file.toString(), TextFile.read(file), RegistrySchemas.NONE);
            return "%d sources".formatted(sources.size());
        });
    }
}

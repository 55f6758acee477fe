package dev.tocsin.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code tocsin datasources check}. */
@Command(
        name = "check",
        description = "Checks files of data sources and reports all errors. Needs no Kafka, and asks no data source.",
        footer = {"", "Example: tocsin datasources check examples/datasources.yml"})
final class DataSourcesCheckCommand implements Callable<Integer> {
    @Parameters(paramLabel = "FILE", arity = "1..*", description = "data sources")
    private List<Path> files;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        return new FileChecks(spec).run(files, path -> {
            var file = new DataSourcesFile(path.toString(), TextFile.read(path));
            var sources = file.read();
            file.warnings().forEach(warning -> spec.commandLine().getErr().println("  WARNING: " + warning));
            return "%d data sources".formatted(sources.size());
        });
    }
}

package dev.tocsin.cli;

import dev.tocsin.yaml.ConfigException;
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
        var failed = files.stream().filter(file -> !check(file)).count();
        spec.commandLine().getOut().flush();
        if (failed > 0) {
            throw new CommandFailedException("failed to validate %d file(s)".formatted(failed));
        }
        return 0;
    }

    private boolean check(Path path) {
        var out = spec.commandLine().getOut();
        try {
            var file = new DataSourcesFile(path.toString(), TextFile.read(path));
            var sources = file.read();
            out.println("Checking '%s'  SUCCESS: %d data sources".formatted(path, sources.size()));
            file.warnings().forEach(warning -> spec.commandLine().getErr().println("  WARNING: " + warning));
            return true;
        } catch (ConfigException | CommandFailedException e) {
            out.println("Checking '%s'  FAILED: %s".formatted(path, e.getMessage()));
            return false;
        }
    }
}

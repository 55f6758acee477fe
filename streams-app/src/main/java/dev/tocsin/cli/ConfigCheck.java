package dev.tocsin.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code tocsin config check}. */
@Command(
        name = "check",
        description = {
            "Checks a configuration and tells everything that is wrong with it; needs no Kafka.",
            "Files that it names are not read: they lie where the instances run."
        },
        footer = {"", "Example: tocsin config check examples/alertmanager.yml"})
final class ConfigCheck implements Callable<Integer> {
    @Parameters(paramLabel = "FILE", description = "a configuration, as Alertmanager writes it")
    private Path file;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        var config = AlertmanagerDocument.read(file.toString(), TextFile.read(file));
        var out = spec.commandLine().getOut();
        out.println("Checking %s\n  SUCCESS: %d receivers found"
                .formatted(file, config.receivers().size()));
        out.flush();
        return 0;
    }
}

package dev.tocsin.connectors;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.apache.kafka.connect.cli.ConnectDistributed;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code worker}: runs a Kafka Connect worker until a signal ends the process. */
@Command(
        name = "worker",
        description = "Runs one Kafka Connect worker on this machine, for development and tests.",
        mixinStandardHelpOptions = true)
final class WorkerCommand implements Callable<Integer> {
    @Parameters(paramLabel = "FILE", description = "properties file of the worker")
    private Path settings;

    @Spec
    private CommandSpec spec;

    /** Serves until a signal ends the JVM; Connect stops its tasks in a shutdown hook. */
    @Override
    public Integer call() {
        try {
            var worker = new ConnectDistributed().startConnect(read());
            spec.commandLine().getOut().println("worker ready");
            worker.awaitStop();
            return 0;
        } catch (IOException e) {
            spec.commandLine().getErr().println("worker: cannot read '%s': %s".formatted(settings, e.getMessage()));
            return 1;
        }
    }

    private Map<String, String> read() throws IOException {
        var properties = new Properties();
        try (var reader = Files.newBufferedReader(settings)) {
            properties.load(reader);
        }
        return properties.stringPropertyNames().stream()
                .collect(Collectors.toMap(name -> name, properties::getProperty));
    }
}

package dev.tocsin.local.broker;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code tocsin broker}: runs only the local broker. */
@Command(
        name = "broker",
        description = "Runs one Kafka broker on this machine, for development and tests.",
        mixinStandardHelpOptions = true)
public final class BrokerCommand implements Callable<Integer> {
    @Option(
            names = "--dir",
            required = true,
            paramLabel = "DIR",
            description = "data folder; a broker restarted with the same folder keeps its data")
    private Path dir;

    @Option(
            names = "--host",
            defaultValue = LocalBroker.LOOPBACK,
            paramLabel = "ADDRESS",
            description = "address to listen on, without authentication (default: ${DEFAULT-VALUE}: only this machine)")
    private String host;

    @Option(
            names = "--port",
            defaultValue = "9092",
            paramLabel = "PORT",
            description = "port (default: ${DEFAULT-VALUE}; 0: any free port)")
    private int port;

    @Spec
    private CommandSpec spec;

    /** Runs until a signal or a fatal fault ends the JVM. In both cases the shutdown hook stops the broker. */
    @Override
    public Integer call() {
        try {
            var broker = LocalBroker.start(dir, host, port);
            Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(broker), "stop-broker"));
            println("broker ready on " + broker.address());
            return failed("stopped by a fatal fault: " + broker.fault().join());
        } catch (BrokerStartException | UncheckedIOException e) {
            return failed(e.getMessage());
        }
    }

    private void stop(LocalBroker broker) {
        broker.close();
        println("broker stopped");
    }

    private int failed(String reason) {
        spec.commandLine().getErr().println("broker: " + reason);
        return CommandLine.ExitCode.SOFTWARE;
    }

    private void println(String line) {
        var out = spec.commandLine().getOut();
        out.println(line);
        out.flush();
    }
}

package dev.tocsin.local.broker;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code tocsin broker}: the local broker alone, until it is told to stop. */
@Command(
        name = "broker",
        description = "Runs one real Kafka broker on this machine, for development and tests.",
        mixinStandardHelpOptions = true)
public final class BrokerCommand implements Callable<Integer> {
    @Option(
            names = "--dir",
            required = true,
            paramLabel = "DIR",
            description = "folder of its data; started again on the same folder, it has the same data")
    private Path dir;

    @Option(
            names = "--host",
            defaultValue = LocalBroker.LOOPBACK,
            paramLabel = "ADDRESS",
            description = "address of this machine on which it listens, for anybody who reaches it"
                    + " (default: ${DEFAULT-VALUE}: this machine alone)")
    private String host;

    @Option(
            names = "--port",
            defaultValue = "9092",
            paramLabel = "PORT",
            description = "port (default: ${DEFAULT-VALUE}; 0: any free one)")
    private int port;

    @Spec
    private CommandSpec spec;

    /** Serves until a signal ends the JVM, or a fault does; the hook stops the broker either way. */
    @Override
    public Integer call() {
        try {
            var broker = LocalBroker.start(dir, host, port);
            Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(broker), "stop-broker"));
            say("broker ready on " + broker.address());
            return failed("stopped by a fault: " + broker.fault().join());
        } catch (BrokerStartException | UncheckedIOException e) {
            return failed(e.getMessage());
        }
    }

    private void stop(LocalBroker broker) {
        broker.close();
        say("broker stopped");
    }

    private int failed(String why) {
        spec.commandLine().getErr().println("broker: " + why);
        return CommandLine.ExitCode.SOFTWARE;
    }

    private void say(String line) {
        var out = spec.commandLine().getOut();
        out.println(line);
        out.flush();
    }
}

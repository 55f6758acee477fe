package dev.tocsin.local.dev;

import dev.tocsin.kafka.FolderLock;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code tocsin dev}. */
@Command(
        name = "dev",
        description =
                "Runs a local cluster: a broker, three instances, real samples and a console that prints notifications.",
        mixinStandardHelpOptions = true)
public final class DevCommand implements Callable<Integer> {
    @Option(
            names = "--dir",
            paramLabel = "DIR",
            description = "folder for all data, settings and logs (default: tocsin/dev in the user's cache folder)")
    private Path dir;

    @Option(
            names = "--instances",
            paramLabel = "COUNT",
            defaultValue = "3",
            description = "number of instances (default: ${DEFAULT-VALUE})")
    private int instances;

    @Option(
            names = "--broker-port",
            paramLabel = "PORT",
            description = "port of the broker (default: 9092, or the next free one)")
    private Optional<Integer> brokerPort;

    @Option(
            names = "--http-port",
            paramLabel = "PORT",
            description = "port of the first instance; the others follow (default: 9093, or the next free ones)")
    private Optional<Integer> httpPort;

    @Option(
            names = "--webhook-port",
            paramLabel = "PORT",
            description = "port of the console (default: 9099, or the next free one)")
    private Optional<Integer> webhookPort;

    @Option(names = "--rules", paramLabel = "FILE", description = "rule file to apply (default: examples/rules.yml)")
    private Optional<Path> rules;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "Alertmanager configuration to apply (default: examples/alertmanager.yml)")
    private Optional<Path> config;

    @Option(
            names = "--sql",
            description = "also run a PostgreSQL and a Connect worker that writes the archive to its tables")
    private boolean sql;

    @Option(names = "--verbose", description = "also print idempotency keys")
    private boolean verbose;

    @Spec
    private CommandSpec spec;

    private final Installation installation;
    private final InstantSource clock;
    private final Map<String, String> environment;

    public DevCommand(Installation installation, InstantSource clock, Map<String, String> environment) {
        this.installation = installation;
        this.clock = clock;
        this.environment = environment;
    }

    /** Runs until a signal ends the JVM through the shutdown hook. Returns only on failure. */
    @Override
    public Integer call() throws InterruptedException {
        var folder = Optional.ofNullable(dir)
                .orElseGet(this::cacheFolder)
                .toAbsolutePath()
                .normalize();
        try {
            return runIn(folder);
        } catch (CannotStartException | UncheckedIOException e) {
            return failed(e.getMessage());
        }
    }

    private int runIn(Path folder) throws InterruptedException {
        var lock = FolderLock.take(folder);
        if (lock.isEmpty()) {
            return failed("folder '%s' is in use by another 'tocsin dev': stop that one, or use another --dir"
                    .formatted(folder));
        }
        try {
            run(new DevStack(plan(folder), installation, clock, this::println));
            return 0;
        } finally {
            lock.get().close();
        }
    }

    private void run(DevStack stack) throws InterruptedException {
        Runtime.getRuntime().addShutdownHook(new Thread(stack::close, "stop-dev"));
        try {
            stack.open();
            stack.awaitClose();
        } catch (RuntimeException e) {
            // Failures caused by stopping during the start are not reported.
            if (!stack.isClosing()) {
                throw e;
            }
            stack.awaitClose();
        } finally {
            stack.close();
        }
    }

    private DevPlan plan(Path folder) {
        if (instances < 1) {
            throw new CannotStartException("--instances is %d but must be at least 1".formatted(instances));
        }
        var rulesFile = readable(rules.orElse(installation.examples().resolve("rules.yml")));
        var configFile = readable(config.orElse(installation.examples().resolve("alertmanager.yml")));
        var wanted = new DevPorts.RequestedPorts(brokerPort, httpPort, instances, webhookPort);
        var ports = DevPorts.choose(wanted, this::println);
        var sqlPorts = sql ? Optional.of(SqlPorts.choose(ports, this::println)) : Optional.<SqlPorts>empty();
        return new DevPlan(folder, ports, rulesFile, configFile, verbose, sqlPorts);
    }

    private static Path readable(Path file) {
        if (!Files.isReadable(file)) {
            throw new CannotStartException("cannot read file '%s'".formatted(file));
        }
        return file.toAbsolutePath().normalize();
    }

    private Path cacheFolder() {
        var cache = Optional.ofNullable(environment.get("XDG_CACHE_HOME"))
                .filter(folder -> !folder.isBlank())
                .map(Path::of)
                .orElseGet(() -> Path.of(System.getProperty("user.home"), ".cache"));
        return cache.resolve("tocsin").resolve("dev");
    }

    private int failed(String reason) {
        spec.commandLine().getErr().println("dev: " + reason);
        return 1;
    }

    private void println(String line) {
        PrintWriter out = spec.commandLine().getOut();
        synchronized (out) {
            out.println(line);
            out.flush();
        }
    }
}

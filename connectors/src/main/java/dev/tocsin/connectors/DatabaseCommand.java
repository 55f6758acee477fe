package dev.tocsin.connectors;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code database}: runs PostgreSQL until a signal ends the process. */
@Command(
        name = "database",
        description = "Runs PostgreSQL on this machine, for development and tests.",
        mixinStandardHelpOptions = true)
final class DatabaseCommand implements Callable<Integer> {
    @Option(names = "--dir", required = true, paramLabel = "DIR", description = "data directory")
    private Path dir;

    @Option(
            names = "--programs",
            required = true,
            paramLabel = "DIR",
            description =
                    "directory for the PostgreSQL programs; can be shared or deleted; must not be inside the data directory")
    private Path programs;

    @Option(names = "--port", required = true, paramLabel = "PORT", description = "port on 127.0.0.1")
    private int port;

    @Option(names = "--tables", required = true, paramLabel = "FILE", description = "SQL to run at each start")
    private Path tables;

    @Spec
    private CommandSpec spec;

    /** Serves until a signal ends the JVM; a shutdown hook stops the server. */
    @Override
    public Integer call() throws InterruptedException {
        try {
            var database = LocalDatabase.start(dir, programs, port);
            database.prepare();
            database.run(Files.readString(tables));
            spec.commandLine().getOut().println("database ready on " + database.address());
            new CountDownLatch(1).await();
            return 0;
        } catch (IOException | SQLException | IllegalStateException e) {
            spec.commandLine()
                    .getErr()
                    .println("database: cannot start PostgreSQL in '%s' on port %d: %s"
                            .formatted(dir, port, e.getMessage()));
            return 1;
        }
    }
}

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

/** {@code database}: a PostgreSQL until it is told to stop. */
@Command(
        name = "database",
        description = "Runs a PostgreSQL on this machine, for development and tests.",
        mixinStandardHelpOptions = true)
final class DatabaseCommand implements Callable<Integer> {
    @Option(names = "--dir", required = true, paramLabel = "DIR", description = "folder of its data")
    private Path dir;

    @Option(
            names = "--programs",
            required = true,
            paramLabel = "DIR",
            description = "folder of its programs, which can be deleted or shared; not below the folder of data")
    private Path programs;

    @Option(names = "--port", required = true, paramLabel = "PORT", description = "port on 127.0.0.1")
    private int port;

    @Option(names = "--tables", required = true, paramLabel = "FILE", description = "SQL to run at each start")
    private Path tables;

    @Spec
    private CommandSpec spec;

    /** Serves until a signal ends the JVM; the server is stopped by a hook. */
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
                    .println("database: PostgreSQL does not start in '%s' on port %d: %s"
                            .formatted(dir, port, e.getMessage()));
            return 1;
        }
    }
}

package dev.tocsin.connectors;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;

/** A running PostgreSQL server with one database, {@value #NAME}, owned by a role of that name. */
final class LocalDatabase implements AutoCloseable {
    static final String NAME = "tocsin";

    private static final String SUPERUSER = "postgres";
    private static final Duration START_TIMEOUT = Duration.ofSeconds(60);
    private static final int STOP_TIMEOUT_SECONDS = 10;

    private final EmbeddedPostgres server;

    private LocalDatabase(EmbeddedPostgres server) {
        this.server = server;
    }

    /**
     * Starts the server on existing or new data, and returns once it accepts connections.
     *
     * @param programs directory into which PostgreSQL is unpacked at first use; data directories inside it are deleted
     * @throws IOException if the server does not start; the log has the reason
     */
    static LocalDatabase start(Path dir, Path programs, int port) throws IOException, InterruptedException {
        var data = dir.toAbsolutePath().resolve("data");
        stopLeftoverServer(data);
        return new LocalDatabase(EmbeddedPostgres.builder()
                .setOverrideWorkingDirectory(programs.toAbsolutePath().toFile())
                .setDataDirectory(data)
                .setCleanDataDirectory(false)
                .setPort(port)
                .setServerConfig("listen_addresses", "127.0.0.1")
                .setServerConfig("unix_socket_directories", "")
                .setLocaleConfig("locale", "C.UTF-8")
                .setPGStartupWait(START_TIMEOUT)
                .start());
    }

    String address() {
        return "127.0.0.1:%d/%s".formatted(server.getPort(), NAME);
    }

    /** Creates the role and the database if they are missing. */
    void prepare() throws SQLException {
        try (var connection = server.getPostgresDatabase().getConnection()) {
            if (isMissing(connection, "SELECT FROM pg_roles WHERE rolname = '%s'")) {
                run(connection, "CREATE ROLE %1$s LOGIN PASSWORD '%1$s'".formatted(NAME));
            }
            if (isMissing(connection, "SELECT FROM pg_database WHERE datname = '%s'")) {
                run(connection, "CREATE DATABASE %1$s OWNER %1$s".formatted(NAME));
            }
        }
    }

    /** Runs a script as the owner of the database. */
    void run(String script) throws SQLException {
        try (var connection = dataSource().getConnection()) {
            run(connection, script);
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
    }

    private DataSource dataSource() {
        return server.getDatabase(NAME, NAME);
    }

    private static boolean isMissing(Connection connection, String query) throws SQLException {
        try (var statement = connection.createStatement();
                var found = statement.executeQuery(query.formatted(NAME))) {
            return !found.next();
        }
    }

    private static void run(Connection connection, String script) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(script);
        }
    }

    /** Stops a server that outlived a killed JVM: two servers cannot use one data directory. */
    private static void stopLeftoverServer(Path data) throws IOException, InterruptedException {
        var leftover = runningServer(data.resolve("postmaster.pid"));
        if (leftover.isPresent()) {
            leftover.get().destroy();
            try {
                leftover.get()
                        .onExit()
                        .orTimeout(STOP_TIMEOUT_SECONDS, TimeUnit.SECONDS)
                        .join();
            } catch (RuntimeException timedOut) {
                leftover.get().destroyForcibly();
            }
        }
    }

    private static Optional<ProcessHandle> runningServer(Path pidFile) throws IOException {
        if (!Files.exists(pidFile)) {
            return Optional.empty();
        }
        var pid = Files.readAllLines(pidFile).get(0).strip();
        return ProcessHandle.of(Long.parseLong(pid))
                .filter(process -> process.info().command().orElse("").endsWith(SUPERUSER));
    }
}

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

/** A running PostgreSQL with one database, {@value #NAME}, owned by a role of that name. */
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
     * Starts the server on the folder, with the data that it held before, and returns once it serves.
     *
     * @param programs where PostgreSQL is unpacked to at first use; folders of data in it would be thrown away
     * @throws IOException if it does not start; the log says why
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

    /** Makes the role and the database where they are missing. */
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

    private static boolean isMissing(Connection connection, String question) throws SQLException {
        try (var statement = connection.createStatement();
                var found = statement.executeQuery(question.formatted(NAME))) {
            return !found.next();
        }
    }

    private static void run(Connection connection, String script) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(script);
        }
    }

    /** The server outlives a JVM that was killed; two on one folder can not be. */
    private static void stopLeftoverServer(Path data) throws IOException, InterruptedException {
        var left = runningServer(data.resolve("postmaster.pid"));
        if (left.isPresent()) {
            left.get().destroy();
            try {
                left.get()
                        .onExit()
                        .orTimeout(STOP_TIMEOUT_SECONDS, TimeUnit.SECONDS)
                        .join();
            } catch (RuntimeException late) {
                left.get().destroyForcibly();
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

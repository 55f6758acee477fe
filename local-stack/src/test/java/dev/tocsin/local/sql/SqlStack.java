package dev.tocsin.local.sql;

import dev.tocsin.archive.ArchiveRow;
import dev.tocsin.archive.ArchiveTable;
import dev.tocsin.archive.jdbc.ArchiveDatabase;
import dev.tocsin.archive.jdbc.DatabaseSettings;
import dev.tocsin.local.broker.Ports;
import dev.tocsin.local.cluster.Eventually;
import dev.tocsin.local.cluster.TestFolders;
import dev.tocsin.local.processes.ProcessSpec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A database with the archive's tables, and a Connect worker: two processes that can be stopped and killed. */
public final class SqlStack implements AutoCloseable {
    /** A worker in a time zone far from UTC shows errors in the conversion of instants. */
    private static final String WORKER_TIME_ZONE = "Asia/Kolkata";

    private static final int STOP_TIMEOUT_SECONDS = 20;

    private final Path folder;
    private final ConnectorsModule connectors;
    private final DatabaseAddress address;
    private final ProcessSpec databaseSpec;
    private final ProcessSpec workerSpec;
    private final ConnectClient connect;
    private Process database;
    private Process worker;

    private SqlStack(ConnectorsModule connectors, String broker) {
        this.folder = TestFolders.createTemporary("tocsin-sql");
        this.connectors = connectors;
        this.address = new DatabaseAddress(Ports.randomFree());
        var settings = folder.resolve("worker.properties");
        var port = Ports.randomFree();
        new ConnectWorkerSettings(broker, "connect", port, connectors.plugins()).write(settings);
        this.databaseSpec = connectors.database(folder.resolve("database"), address, folder.resolve("database.log"));
        this.workerSpec = inOtherTimeZone(connectors.worker(settings, address, folder.resolve("worker.log")));
        this.connect = new ConnectClient(HttpClient.newHttpClient(), port);
    }

    static SqlStack start(ConnectorsModule connectors, String broker) {
        var stack = new SqlStack(connectors, broker);
        stack.startDatabase();
        stack.startWorker();
        return stack;
    }

    /** Starts a sink that reads the topics with a prefix. */
    public void sink(String name, String prefix) {
        var topics = Map.of("topics.regex", prefix.replace(".", "\\.") + "archive-.+-changelog");
        Eventually.until("the sink %s runs; its log:%n%s".formatted(name, folder.resolve("worker.log")), () -> {
            connect.put(name, connectors.sinkConfig(), topics);
            return true;
        });
        Eventually.until("the sink runs", () -> connect.state(name).equals("RUNNING"));
    }

    /** The sink's configuration in the repository. */
    public String sinkDocument() {
        return connectors.sinkConfig();
    }

    public ConnectClient connect() {
        return connect;
    }

    public void startDatabase() {
        database = started(databaseSpec);
        Eventually.until("the database answers; its log: " + folder, () -> {
            requireAlive(database, databaseSpec);
            return !queryRows("SELECT FROM pg_tables WHERE schemaname = 'tocsin'")
                    .isEmpty();
        });
    }

    /** SIGTERM. */
    public void stopDatabase() {
        stop(database);
    }

    public void startWorker() {
        worker = started(workerSpec);
    }

    /** {@code kill -9}. */
    public void killWorker() {
        worker.destroyForcibly();
        worker.onExit().join();
    }

    /** The JDBC URL with user and password. */
    public String jdbcUrl() {
        return address.jdbcUrl();
    }

    /** The rows of a query as maps of column name to text. */
    public List<Map<String, String>> queryRows(String query) throws SQLException {
        try (var connection = connection();
                var statement = connection.createStatement();
                var answer = statement.executeQuery(query)) {
            var rows = new ArrayList<Map<String, String>>();
            while (answer.next()) {
                var row = new LinkedHashMap<String, String>();
                for (var column = 1; column <= answer.getMetaData().getColumnCount(); column++) {
                    row.put(answer.getMetaData().getColumnName(column), answer.getString(column));
                }
                rows.add(row);
            }
            return rows;
        }
    }

    /** The rows of a table. */
    public List<ArchiveRow> archiveRows(ArchiveTable table) {
        var access = new DatabaseSettings(jdbcUrl(), "tocsin", Optional.empty(), Optional.empty());
        return ArchiveDatabase.read(access, List.of(table)).get(table);
    }

    /** The columns of a table and their database types, in order. */
    public Map<String, String> columnTypes(String table) throws SQLException {
        var types = new LinkedHashMap<String, String>();
        for (var row : queryRows("""
                SELECT column_name, data_type FROM information_schema.columns
                WHERE table_schema = 'tocsin' AND table_name = '%s' ORDER BY ordinal_position
                """.formatted(table))) {
            types.put(row.get("column_name"), row.get("data_type"));
        }
        return types;
    }

    /** The result of a query that returns one number. */
    public long queryNumber(String query) throws SQLException {
        return Long.parseLong(queryRows(query).get(0).values().iterator().next());
    }

    public void execute(String statement) throws SQLException {
        try (var connection = connection();
                var running = connection.createStatement()) {
            running.execute(statement);
        }
    }

    @Override
    public void close() {
        killWorker();
        stop(database);
        TestFolders.delete(folder);
    }

    /** A connection whose session time zone is UTC. */
    private Connection connection() throws SQLException {
        var connection = DriverManager.getConnection(address.jdbcUrl());
        try (var setting = connection.createStatement()) {
            setting.execute("SET TIME ZONE 'UTC'");
        }
        return connection;
    }

    private static void stop(Process process) {
        process.destroy();
        process.onExit().orTimeout(STOP_TIMEOUT_SECONDS, TimeUnit.SECONDS).join();
    }

    private static Process started(ProcessSpec spec) {
        try {
            return spec.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void requireAlive(Process process, ProcessSpec spec) throws IOException {
        if (!process.isAlive()) {
            throw new AssertionError(spec.name() + " ended: " + Files.readString(spec.log()));
        }
    }

    private static ProcessSpec inOtherTimeZone(ProcessSpec worker) {
        var environment = new HashMap<>(worker.environment());
        environment.put("TZ", WORKER_TIME_ZONE);
        return new ProcessSpec(worker.name(), worker.java(), worker.arguments(), worker.log(), environment);
    }
}

package dev.tocsin.datasources;

import dev.tocsin.notification.receivers.http.Secret;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.Properties;
import java.util.function.UnaryOperator;

/**
 * Connections to one database, kept for the next query. There are at most as many as threads that use them. Thread-safe.
 */
final class SqlConnections implements AutoCloseable {
    private static final String POSTGRES = "jdbc:postgresql:";
    private static final int VALIDATION_SECONDS = 2;

    private final DataSource.SqlDatabase source;
    private final UnaryOperator<String> secrets;
    private final Deque<Connection> idle = new ArrayDeque<>();
    private boolean closed;

    /** @param secrets returns the content of a file, or the value of a reference */
    SqlConnections(DataSource.SqlDatabase source, UnaryOperator<String> secrets) {
        this.source = source;
        this.secrets = secrets;
    }

    boolean isPostgres() {
        return source.url().text().startsWith(POSTGRES);
    }

    /** A connection in a transaction that only reads. */
    Connection take() throws SQLException {
        for (var known = poll(); known.isPresent(); known = poll()) {
            if (isUsable(known.get())) {
                return known.get();
            }
            discard(known.get());
        }
        return open();
    }

    private synchronized Optional<Connection> poll() {
        return Optional.ofNullable(idle.poll());
    }

    private static boolean isUsable(Connection connection) {
        try {
            return connection.isValid(VALIDATION_SECONDS);
        } catch (SQLException e) {
            return false;
        }
    }

    private Connection open() throws SQLException {
        var properties = new Properties();
        put(properties, "user", source.user());
        put(properties, "password", source.password());
        if (isPostgres()) {
            var seconds = Long.toString(Math.max(1, source.options().timeout().toSeconds()));
            properties.setProperty("connectTimeout", seconds);
            properties.setProperty("loginTimeout", seconds);
            properties.setProperty("readOnlyMode", "always");
            properties.setProperty("ApplicationName", "tocsin");
        }
        var connection = DriverManager.getConnection(source.url().read(secrets), properties);
        try {
            connection.setReadOnly(true);
            if (isPostgres()) {
                // Also for a transaction that the query itself begins.
                try (var statement = connection.createStatement()) {
                    statement.execute("SET SESSION CHARACTERISTICS AS TRANSACTION READ ONLY");
                }
            }
            connection.setAutoCommit(false);
            return connection;
        } catch (SQLException e) {
            discard(connection);
            throw e;
        }
    }

    private void put(Properties properties, String name, Secret value) {
        if (!value.isNone()) {
            properties.setProperty(name, value.read(secrets));
        }
    }

    /** Keeps a connection whose query has succeeded. */
    void giveBack(Connection connection) {
        try {
            connection.rollback();
            synchronized (this) {
                if (!closed) {
                    idle.push(connection);
                    return;
                }
            }
        } catch (SQLException e) {
            // Closed below.
        }
        discard(connection);
    }

    static void discard(Connection connection) {
        try {
            connection.close();
        } catch (SQLException e) {
            // It is broken already.
        }
    }

    @Override
    public void close() {
        Deque<Connection> open;
        synchronized (this) {
            closed = true;
            open = new ArrayDeque<>(idle);
            idle.clear();
        }
        open.forEach(SqlConnections::discard);
    }
}

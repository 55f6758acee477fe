package dev.tocsin.datasources;

import dev.tocsin.evaluation.rules.QueryAnswer;
import dev.tocsin.limits.Limit;
import dev.tocsin.timing.Causes;
import dev.tocsin.timing.Threads;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTimeoutException;
import java.sql.SQLTransientException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.UnaryOperator;

/** Queries of a database over JDBC, on threads of their own, since JDBC blocks. */
final class SqlClient implements QueryClient {
    private static final int FETCH_SIZE = 1_000;
    /** Classes of SQL states whose cause can pass: connection, resources, shutdown of the server. */
    private static final List<String> PASSING_STATES = List.of("08", "53", "57P");

    /** SQL state of a query that was cancelled, which its timeout does, too. */
    private static final String CANCELLED = "57014";

    private final DataSource.SqlDatabase source;
    private final SqlConnections connections;
    private final UnaryOperator<String> secrets;
    private final ExecutorService threads;
    /** Ends queries that take too long. That may block, too. */
    private final ExecutorService cancellations;

    SqlClient(DataSource.SqlDatabase source, UnaryOperator<String> secrets) {
        this.source = source;
        this.secrets = secrets;
        this.connections = new SqlConnections(source, secrets);
        threads =
                Executors.newFixedThreadPool(source.options().maxConcurrent(), Threads.daemon("sql-" + source.name()));
        cancellations = Executors.newSingleThreadExecutor(Threads.daemon("sql-cancel-" + source.name()));
    }

    @Override
    public CompletableFuture<Attempt> send(String query, Instant at, Duration timeout) {
        var call = new Call(query, at, timeout);
        threads.execute(call);
        var result = call.result
                .orTimeout(timeout.toMillis(), TimeUnit.MILLISECONDS)
                .exceptionally(error -> failed(error, timeout));
        result.whenComplete((attempt, error) -> call.end());
        return result;
    }

    private final class Call implements Runnable {
        private final CompletableFuture<Attempt> result = new CompletableFuture<>();
        private final String query;
        private final Instant at;
        private final Duration timeout;
        private PreparedStatement running;

        Call(String query, Instant at, Duration timeout) {
            this.query = query;
            this.at = at;
            this.timeout = timeout;
        }

        @Override
        public void run() {
            if (result.isDone()) {
                return;
            }
            try {
                var connection = connections.take();
                var isUsable = false;
                try {
                    var answer = query(connection);
                    // A statement without rows can have changed the session.
                    isUsable = !answer.isFailed();
                    result.complete(Attempt.of(answer));
                } finally {
                    if (isUsable) {
                        connections.giveBack(connection);
                    } else {
                        SqlConnections.discard(connection);
                    }
                }
            } catch (SQLException | RuntimeException e) {
                result.completeExceptionally(e);
            }
        }

        private QueryAnswer query(Connection connection) throws SQLException {
            var text = SqlText.of(query, connections.isPostgres());
            if (!text.isOneStatement()) {
                return new QueryAnswer.Failed("the query has several statements: write one SELECT");
            }
            try (var statement = connection.prepareStatement(text.jdbc())) {
                statement.setQueryTimeout((int) timeout.plusMillis(999).toSeconds());
                statement.setFetchSize(FETCH_SIZE);
                statement.setMaxRows(Limit.DATA_SOURCE_ELEMENTS.intValue() + 1);
                for (var i = 1; i <= text.parameters(); i++) {
                    setTime(statement, i);
                }
                begin(statement);
                if (!statement.execute()) {
                    return new QueryAnswer.Failed("the query returns no rows: it must be a SELECT");
                }
                try (var rows = statement.getResultSet()) {
                    return SqlAnswer.read(rows, source.valueColumn());
                }
            } finally {
                begin(null);
            }
        }

        private void setTime(PreparedStatement statement, int index) throws SQLException {
            try {
                statement.setObject(index, at.atOffset(ZoneOffset.UTC));
            } catch (SQLException e) {
                statement.setTimestamp(index, Timestamp.from(at)); // A driver older than JDBC 4.2.
            }
        }

        private synchronized void begin(PreparedStatement statement) {
            running = statement;
        }

        /** Ends the query if it still runs. */
        private synchronized void end() {
            var statement = running;
            if (statement != null) {
                cancellations.execute(() -> {
                    try {
                        statement.cancel();
                    } catch (SQLException e) {
                        // The query has ended, or its timeout ends it.
                    }
                });
            }
        }
    }

    private Attempt failed(Throwable error, Duration timeout) {
        var cause = Causes.unwrap(error);
        if (cause instanceof TimeoutException) {
            return Attempt.retryable("no answer within %d ms".formatted(timeout.toMillis()));
        }
        if (cause instanceof SQLException sql) {
            var state = String.valueOf(sql.getSQLState());
            if (sql instanceof SQLTimeoutException || state.equals(CANCELLED)) {
                return Attempt.retryable("no answer within %d ms".formatted(timeout.toMillis()));
            }
            var reason = withoutUrl(Causes.message(sql));
            var isPassing = sql instanceof SQLTransientException
                    || sql instanceof SQLRecoverableException
                    || PASSING_STATES.stream().anyMatch(state::startsWith);
            return isPassing ? Attempt.retryable(reason) : Attempt.permanent(reason);
        }
        return Attempt.permanent(Causes.message(cause));
    }

    // Some drivers repeat the URL, which may contain a password.
    private String withoutUrl(String message) {
        if (message.startsWith("No suitable driver")) {
            return "there is no JDBC driver for the url: add the jar of the driver to the class path (docs/operations.md)";
        }
        try {
            return message.replace(source.url().read(secrets), "the url of the data source");
        } catch (RuntimeException e) {
            return message;
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
        cancellations.shutdown();
        connections.close();
    }
}

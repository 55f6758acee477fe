package dev.tocsin.archive.jdbc;

import dev.tocsin.archive.ArchiveColumn;
import dev.tocsin.archive.ArchiveRow;
import dev.tocsin.archive.ArchiveTable;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;

/** Reads the archive tables from the database into which a sink connector writes them. */
public final class ArchiveDatabase {
    private static final int FETCH_SIZE = 1000;

    private ArchiveDatabase() {}

    /**
     * Reads all rows of the tables in one transaction.
     *
     * @throws DatabaseException if the database cannot be reached, refuses settings, or lacks a table
     */
    public static Map<ArchiveTable, List<ArchiveRow>> read(DatabaseSettings settings, Collection<ArchiveTable> tables) {
        requireDriver(settings);
        try (var connection = connect(settings)) {
            connection.setReadOnly(true);
            connection.setAutoCommit(false);
            connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            var rows = new EnumMap<ArchiveTable, List<ArchiveRow>>(ArchiveTable.class);
            for (var table : tables) {
                rows.put(table, read(connection, settings, table));
            }
            connection.rollback();
            return rows;
        } catch (SQLException e) {
            throw failed("cannot read", settings, e);
        }
    }

    private static Connection connect(DatabaseSettings settings) {
        var properties = new Properties();
        settings.user().ifPresent(user -> properties.setProperty("user", user));
        settings.password().ifPresent(password -> properties.setProperty("password", password));
        try {
            return DriverManager.getConnection(settings.url(), properties);
        } catch (SQLException e) {
            throw failed("cannot connect to", settings, e);
        }
    }

    private static void requireDriver(DatabaseSettings settings) {
        try {
            DriverManager.getDriver(settings.url());
        } catch (SQLException e) {
            throw new DatabaseException(
                    "no JDBC driver for %s: check the URL. For a database other than PostgreSQL add the jar of its JDBC driver to the class path"
                            .formatted(settings.redactedUrl()),
                    e);
        }
    }

    private static List<ArchiveRow> read(Connection connection, DatabaseSettings settings, ArchiveTable table) {
        var columns = table.columns().stream().map(ArchiveColumn::name).collect(Collectors.joining(", "));
        var query = "SELECT %s FROM %s.%s".formatted(columns, settings.schema(), table.tableName());
        try (var statement = connection.createStatement()) {
            statement.setFetchSize(FETCH_SIZE);
            try (var answer = statement.executeQuery(query)) {
                var rows = new ArrayList<ArchiveRow>();
                while (answer.next()) {
                    rows.add(row(table, answer));
                }
                return rows;
            }
        } catch (SQLException e) {
            var what = "cannot read table %s.%s (is --schema right? was tables.sql of this version run?) of";
            throw failed(what.formatted(settings.schema(), table.tableName()), settings, e);
        }
    }

    private static ArchiveRow row(ArchiveTable table, ResultSet answer) throws SQLException {
        var values = new LinkedHashMap<String, Object>();
        for (var column : table.columns()) {
            var value = value(column, answer);
            if (value != null && !answer.wasNull()) {
                values.put(column.name(), value);
            }
        }
        return new ArchiveRow(table, values);
    }

    private static Object value(ArchiveColumn column, ResultSet answer) throws SQLException {
        var name = column.name();
        return switch (column.type()) {
            case TEXT, JSON -> answer.getString(name);
            case INTEGER -> answer.getInt(name);
            case LONG -> answer.getLong(name);
            case DOUBLE -> answer.getDouble(name);
            case BOOLEAN -> answer.getBoolean(name);
            case TIME -> {
                var time = answer.getObject(name, OffsetDateTime.class);
                yield time == null ? null : time.toInstant();
            }
        };
    }

    private static DatabaseException failed(String what, DatabaseSettings settings, SQLException e) {
        // Some drivers repeat the URL, which may contain a password.
        var why = String.valueOf(e.getMessage()).replace(settings.url(), settings.redactedUrl());
        return new DatabaseException("%s %s: %s".formatted(what, settings.redactedUrl(), why), e);
    }
}

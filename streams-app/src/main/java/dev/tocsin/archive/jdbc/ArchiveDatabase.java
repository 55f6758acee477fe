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

/** The archive's tables, where a sink has written them. */
public final class ArchiveDatabase {
    private static final int FETCH_SIZE = 1000;

    private ArchiveDatabase() {}

    /**
     * All rows of some tables, as of one moment.
     *
     * @throws DatabaseException if the database can not be reached, refuses, or has no such tables
     */
    public static Map<ArchiveTable, List<ArchiveRow>> read(DatabaseSettings access, Collection<ArchiveTable> tables) {
        requireDriver(access);
        try (var connection = connect(access)) {
            connection.setReadOnly(true);
            connection.setAutoCommit(false);
            connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            var rows = new EnumMap<ArchiveTable, List<ArchiveRow>>(ArchiveTable.class);
            for (var table : tables) {
                rows.put(table, read(connection, access, table));
            }
            connection.rollback();
            return rows;
        } catch (SQLException e) {
            throw failed("can not read", access, e);
        }
    }

    private static Connection connect(DatabaseSettings access) {
        var properties = new Properties();
        access.user().ifPresent(user -> properties.setProperty("user", user));
        access.password().ifPresent(password -> properties.setProperty("password", password));
        try {
            return DriverManager.getConnection(access.url(), properties);
        } catch (SQLException e) {
            throw failed("can not connect to", access, e);
        }
    }

    private static void requireDriver(DatabaseSettings access) {
        try {
            DriverManager.getDriver(access.url());
        } catch (SQLException e) {
            throw new DatabaseException(
                    "no driver knows %s: check the URL; for another database than PostgreSQL put the jar of its JDBC driver on the class path"
                            .formatted(access.redactedUrl()),
                    e);
        }
    }

    private static List<ArchiveRow> read(Connection connection, DatabaseSettings access, ArchiveTable table) {
        var columns = table.columns().stream().map(ArchiveColumn::name).collect(Collectors.joining(", "));
        var query = "SELECT %s FROM %s.%s".formatted(columns, access.schema(), table.tableName());
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
            var what = "can not read table %s.%s (is it --schema? was tables.sql of this version run?) of";
            throw failed(what.formatted(access.schema(), table.tableName()), access, e);
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

    private static DatabaseException failed(String what, DatabaseSettings access, SQLException e) {
        // Some drivers repeat the URL, in which a password may be.
        var why = String.valueOf(e.getMessage()).replace(access.url(), access.redactedUrl());
        return new DatabaseException("%s %s: %s".formatted(what, access.redactedUrl(), why), e);
    }
}

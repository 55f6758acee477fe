package dev.tocsin.archive.jdbc;

import dev.tocsin.archive.Column;
import dev.tocsin.archive.Row;
import dev.tocsin.archive.Table;
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
    private static final int ROWS_AT_ONCE = 1000;

    private ArchiveDatabase() {}

    /**
     * All rows of some tables, as of one moment.
     *
     * @throws DatabaseFailed if the database can not be reached, refuses, or has no such tables
     */
    public static Map<Table, List<Row>> read(DatabaseAccess access, Collection<Table> tables) {
        requireDriver(access);
        try (var connection = connect(access)) {
            connection.setReadOnly(true);
            connection.setAutoCommit(false);
            connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            var rows = new EnumMap<Table, List<Row>>(Table.class);
            for (var table : tables) {
                rows.put(table, read(connection, access, table));
            }
            connection.rollback();
            return rows;
        } catch (SQLException e) {
            throw failed("can not read", access, e);
        }
    }

    private static Connection connect(DatabaseAccess access) {
        var properties = new Properties();
        access.user().ifPresent(user -> properties.setProperty("user", user));
        access.password().ifPresent(password -> properties.setProperty("password", password));
        try {
            return DriverManager.getConnection(access.url(), properties);
        } catch (SQLException e) {
            throw failed("can not connect to", access, e);
        }
    }

    private static void requireDriver(DatabaseAccess access) {
        try {
            DriverManager.getDriver(access.url());
        } catch (SQLException e) {
            throw new DatabaseFailed(
                    "no driver knows %s: check the URL; for another database than PostgreSQL put the jar of its JDBC driver on the class path"
                            .formatted(access.shown()),
                    e);
        }
    }

    private static List<Row> read(Connection connection, DatabaseAccess access, Table table) {
        var columns = table.columns().stream().map(Column::name).collect(Collectors.joining(", "));
        var query = "SELECT %s FROM %s.%s".formatted(columns, access.schema(), table.title());
        try (var statement = connection.createStatement()) {
            statement.setFetchSize(ROWS_AT_ONCE);
            try (var answer = statement.executeQuery(query)) {
                var rows = new ArrayList<Row>();
                while (answer.next()) {
                    rows.add(row(table, answer));
                }
                return rows;
            }
        } catch (SQLException e) {
            var what = "can not read table %s.%s (is it --schema? was tables.sql of this version run?) of";
            throw failed(what.formatted(access.schema(), table.title()), access, e);
        }
    }

    private static Row row(Table table, ResultSet answer) throws SQLException {
        var values = new LinkedHashMap<String, Object>();
        for (var column : table.columns()) {
            var value = value(column, answer);
            if (value != null && !answer.wasNull()) {
                values.put(column.name(), value);
            }
        }
        return new Row(table, values);
    }

    private static Object value(Column column, ResultSet answer) throws SQLException {
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

    private static DatabaseFailed failed(String what, DatabaseAccess access, SQLException e) {
        // Some drivers repeat the URL, in which a password may be.
        var why = String.valueOf(e.getMessage()).replace(access.url(), access.shown());
        return new DatabaseFailed("%s %s: %s".formatted(what, access.shown(), why), e);
    }
}

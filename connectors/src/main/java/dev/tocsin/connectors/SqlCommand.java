package dev.tocsin.connectors;

import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code sql}: runs one query, for machines without {@code psql}. */
@Command(
        name = "sql",
        description = "Runs one query on the database of 'tocsin dev --sql' and prints the result.",
        mixinStandardHelpOptions = true)
final class SqlCommand implements Callable<Integer> {
    /** The class of SQL states that means that there is no connection. */
    private static final String CONNECTION_ERROR = "08";

    @Option(
            names = "--url",
            paramLabel = "URL",
            defaultValue = "jdbc:postgresql://127.0.0.1:5433/tocsin?user=tocsin&password=tocsin",
            description = "JDBC URL of the database (default: ${DEFAULT-VALUE})")
    private String url;

    @Parameters(paramLabel = "QUERY", description = "for example: 'SELECT * FROM tocsin.silences'")
    private String query;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        try (var connection = DriverManager.getConnection(url);
                var statement = connection.createStatement()) {
            if (statement.execute(query)) {
                try (var result = statement.getResultSet()) {
                    spec.commandLine().getOut().print(table(result).text());
                }
            } else {
                spec.commandLine().getOut().println(statement.getUpdateCount() + " rows");
            }
            spec.commandLine().getOut().flush();
            return 0;
        } catch (SQLException e) {
            spec.commandLine().getErr().println("sql: " + message(e));
            return 1;
        }
    }

    private static String message(SQLException failure) {
        return String.valueOf(failure.getSQLState()).startsWith(CONNECTION_ERROR)
                ? failure.getMessage().strip()
                        + "\nThe database runs while './tocsin dev --sql' runs; --url names another database."
                : failure.getMessage();
    }

    private static TextTable table(ResultSet result) throws SQLException {
        var columns = result.getMetaData().getColumnCount();
        var head = new ArrayList<String>();
        for (var column = 1; column <= columns; column++) {
            head.add(result.getMetaData().getColumnLabel(column));
        }
        var rows = new ArrayList<List<String>>();
        while (result.next()) {
            var row = new ArrayList<String>();
            for (var column = 1; column <= columns; column++) {
                var cell = result.getString(column);
                row.add(cell == null ? "" : cell);
            }
            rows.add(row);
        }
        return new TextTable(head, rows);
    }
}

package dev.tocsin.datasources;

import dev.tocsin.evaluation.promql.vectors.Value;
import dev.tocsin.evaluation.rules.QueryAnswer;
import dev.tocsin.labels.Labels;
import dev.tocsin.limits.Limit;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.TreeMap;

/**
 * Reads the rows of a query: each is an element. One column has the values; each other column is a label. A row without a
 * value is left out, a label without a text too.
 */
final class SqlAnswer {
    private static final int MAX_TEXT = 200;

    private SqlAnswer() {}

    private record Column(int index, String name) {}

    static QueryAnswer read(ResultSet rows, String valueColumn) throws SQLException {
        var columns = columns(rows.getMetaData());
        var values = columns.stream()
                .filter(column -> column.name().equalsIgnoreCase(valueColumn))
                .toList();
        if (values.size() != 1) {
            return new QueryAnswer.Failed(
                    "the result has %d columns named '%s' (its columns: %s): name exactly one, as in SELECT count(*) AS %s"
                            .formatted(values.size(), valueColumn, names(columns), valueColumn));
        }
        var labels = new ArrayList<>(columns);
        labels.removeAll(values);
        var reserved =
                labels.stream().filter(column -> column.name().startsWith("__")).toList();
        if (!reserved.isEmpty()) {
            return new QueryAnswer.Failed(
                    "names of labels that begin with __ are reserved: rename column " + names(reserved));
        }
        return read(rows, values.get(0), labels);
    }

    private static QueryAnswer read(ResultSet rows, Column value, List<Column> labels) throws SQLException {
        var elements = new ArrayList<Value.Element>();
        var series = new HashSet<Labels>();
        var size = 0L;
        while (rows.next()) {
            var text = rows.getString(value.index());
            if (text == null) {
                continue;
            }
            var number = number(rows, value.index(), text);
            if (Double.isNaN(number) && !text.equalsIgnoreCase("nan")) {
                return new QueryAnswer.Failed("column %s has the value '%s', which is no number: cast it in the query"
                        .formatted(value.name(), shortened(text)));
            }
            var element = new Value.Element(labels(rows, labels), number);
            if (!series.add(element.labels())) {
                return new QueryAnswer.Failed(
                        "two rows have the labels %s: add a column that tells them apart, or aggregate with GROUP BY"
                                .formatted(element.labels()));
            }
            elements.add(element);
            size += element.labels().length();
            if (elements.size() > Limit.DATA_SOURCE_ELEMENTS.value() || size > Limit.DATA_SOURCE_RESPONSE.value()) {
                return new QueryAnswer.Failed(
                        "the result has more than %,d rows or %,d characters: aggregate it, or select fewer rows"
                                .formatted(Limit.DATA_SOURCE_ELEMENTS.value(), Limit.DATA_SOURCE_RESPONSE.value()));
            }
        }
        return new QueryAnswer.Elements(elements, List.of());
    }

    private static double number(ResultSet rows, int column, String text) throws SQLException {
        if (rows.getObject(column) instanceof Boolean isTrue) {
            return isTrue ? 1 : 0;
        }
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException e) {
            return Double.NaN;
        }
    }

    private static Labels labels(ResultSet rows, List<Column> columns) throws SQLException {
        var labels = new TreeMap<String, String>();
        for (var column : columns) {
            var text = rows.getString(column.index());
            if (text != null) {
                labels.put(column.name(), text);
            }
        }
        return Labels.of(labels);
    }

    private static List<Column> columns(ResultSetMetaData data) throws SQLException {
        var columns = new ArrayList<Column>();
        for (var index = 1; index <= data.getColumnCount(); index++) {
            columns.add(new Column(index, data.getColumnLabel(index)));
        }
        return columns;
    }

    private static String names(List<Column> columns) {
        return shortened(String.join(", ", columns.stream().map(Column::name).toList()));
    }

    private static String shortened(String text) {
        return text.length() <= MAX_TEXT ? text : text.substring(0, MAX_TEXT) + "...";
    }
}

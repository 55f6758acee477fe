package dev.tocsin.kafka.archive;

import dev.tocsin.archive.ArchiveColumn;
import dev.tocsin.archive.ArchiveTable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Kafka Connect schemas of the tables. */
final class ConnectSchema {
    private static final String NAMES = "dev.tocsin.archive.";
    private static final int VERSION = 1;

    private ConnectSchema() {}

    static Map<String, Object> ofKey(ArchiveTable table) {
        return struct(
                NAMES + table.tableName() + ".Key", List.of(table.columns().get(0)));
    }

    static Map<String, Object> ofRow(ArchiveTable table) {
        return struct(NAMES + table.tableName() + ".Row", table.columns());
    }

    private static Map<String, Object> struct(String name, List<ArchiveColumn> columns) {
        var schema = new LinkedHashMap<String, Object>();
        schema.put("type", "struct");
        schema.put("optional", false);
        schema.put("name", name);
        schema.put("fields", columns.stream().map(ConnectSchema::field).toList());
        return schema;
    }

    private static Map<String, Object> field(ArchiveColumn column) {
        var field = new LinkedHashMap<String, Object>();
        field.put("field", column.name());
        field.put("type", type(column.type()));
        field.put("optional", !column.name().equals(ArchiveTable.ID));
        // Sinks that do not know these semantic types read a number and a text.
        switch (column.type()) {
            case TIME -> named(field, "org.apache.kafka.connect.data.Timestamp");
            case JSON -> named(field, "io.debezium.data.Json");
            default -> {}
        }
        return field;
    }

    private static void named(Map<String, Object> field, String name) {
        field.put("name", name);
        field.put("version", VERSION);
    }

    private static String type(ArchiveColumn.Type type) {
        return switch (type) {
            case TEXT, JSON -> "string";
            case INTEGER -> "int32";
            case LONG, TIME -> "int64";
            case DOUBLE -> "double";
            case BOOLEAN -> "boolean";
        };
    }
}

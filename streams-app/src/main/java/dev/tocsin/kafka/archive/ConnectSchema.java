package dev.tocsin.kafka.archive;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.tocsin.archive.ArchiveColumn;
import dev.tocsin.archive.ArchiveTable;
import java.util.List;

/** A Kafka Connect schema of a table. */
record ConnectSchema(String type, boolean optional, String name, List<Field> fields) {
    static ConnectSchema ofKey(ArchiveTable table) {
        return struct(table.tableName() + ".Key", table.columns().subList(0, 1));
    }

    static ConnectSchema ofRow(ArchiveTable table) {
        return struct(table.tableName() + ".Row", table.columns());
    }

    private static ConnectSchema struct(String name, List<ArchiveColumn> columns) {
        return new ConnectSchema(
                "struct",
                false,
                "dev.tocsin.archive." + name,
                columns.stream().map(Field::of).toList());
    }

    /** @param name of the semantic type, if any; sinks that do not know it read a number or a text */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Field(String field, String type, boolean optional, String name, Integer version) {
        static Field of(ArchiveColumn column) {
            var isOptional = !column.name().equals(ArchiveTable.ID);
            var semantic = semanticType(column.type());
            return new Field(column.name(), type(column.type()), isOptional, semantic, semantic == null ? null : 1);
        }

        private static String semanticType(ArchiveColumn.Type type) {
            return switch (type) {
                case TIME -> "org.apache.kafka.connect.data.Timestamp";
                case JSON -> "io.debezium.data.Json";
                default -> null;
            };
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
}

package dev.tocsin.yaml;

import java.util.List;
import java.util.stream.Stream;

/** A node of a YAML document with its location. Aliases and merge keys are resolved. */
public sealed interface YamlNode {
    SourceLocation location();

    /** For error messages, such as "a list". */
    String description();

    /** @param type resolved by YAML's rules; a quoted text is always {@code TEXT} */
    record Scalar(SourceLocation location, String text, Type type) implements YamlNode {
        public enum Type {
            TEXT,
            NUMBER,
            BOOL,
            NULL
        }

        /** A value from outside of a document, with the type that YAML gives to the text. */
        public static Scalar read(SourceLocation location, String text) {
            return YamlReader.scalar(location, text);
        }

        @Override
        public String description() {
            return type == Type.NULL ? "empty" : "'" + text + "'";
        }
    }

    record Sequence(SourceLocation location, List<YamlNode> items) implements YamlNode {
        public Sequence {
            items = List.copyOf(items);
        }

        @Override
        public String description() {
            return "a list";
        }
    }

    /** @param entries in document order, with unique keys */
    record Mapping(SourceLocation location, List<Entry> entries) implements YamlNode {
        public record Entry(SourceLocation location, String key, YamlNode value) {}

        public Mapping {
            entries = List.copyOf(entries);
        }

        @Override
        public String description() {
            return "a mapping";
        }

        /**
         * Reads the first document of a text. An empty text is an empty mapping. Invalid parts are empty and are
         * added to {@code problems}.
         *
         * @param source name of the document in problems
         */
        public static Mapping read(String source, String text, ProblemCollector problems) {
            return YamlReader.read(source, text, MergeKeys.PROMETHEUS, problems);
        }

        /** Reads the first document of a text whose merge keys have another effect. */
        public static Mapping read(String source, String text, MergeKeys mergeKeys, ProblemCollector problems) {
            return YamlReader.read(source, text, mergeKeys, problems);
        }

        /** Reads all documents of a text, without empty ones. */
        public static List<Mapping> readAll(String source, String text, ProblemCollector problems) {
            return YamlReader.readAll(source, text, MergeKeys.PROMETHEUS, problems);
        }

        /** YAML in block style. */
        public String text() {
            return YamlWriter.text(this);
        }

        /** A copy with the value at a path set or replaced. */
        public Mapping with(List<String> path, Scalar value) {
            var key = path.get(0);
            var rest = path.subList(1, path.size());
            var others = entries.stream().filter(entry -> !entry.key().equals(key));
            var child =
                    rest.isEmpty() ? value : childMapping(key, value.location()).with(rest, value);
            return new Mapping(
                    location,
                    Stream.concat(others, Stream.of(new Entry(value.location(), key, child)))
                            .toList());
        }

        private Mapping childMapping(String key, SourceLocation defaultValue) {
            return entries.stream()
                    .filter(entry -> entry.key().equals(key) && entry.value() instanceof Mapping)
                    .map(entry -> (Mapping) entry.value())
                    .findFirst()
                    .orElse(new Mapping(defaultValue, List.of()));
        }
    }

    default boolean isNull() {
        return this instanceof Scalar scalar && scalar.type() == Scalar.Type.NULL;
    }
}

package dev.tocsin.yaml;

import java.util.List;
import java.util.stream.Stream;

/** A YAML document as a tree that knows where each of its parts stands; aliases and merge keys are resolved. */
public sealed interface YamlNode {
    SourceLocation location();

    /** What it is, in a reader's words. */
    String description();

    /** @param type what YAML takes the text for; a quoted text is always {@code TEXT} */
    record Scalar(SourceLocation location, String text, Type type) implements YamlNode {
        public enum Type {
            TEXT,
            NUMBER,
            BOOL,
            NULL
        }

        /** A value that is written outside of any document, as the same text inside of one would be read. */
        public static Scalar read(SourceLocation place, String text) {
            return YamlReader.scalar(place, text);
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

    /** @param entries in order; no key twice */
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
         * The first document of a text; an empty text is an empty mapping, and what can not be read becomes a problem and
         * an empty part.
         *
         * @param source what the document is called in problems
         */
        public static Mapping read(String source, String text, ProblemCollector problems) {
            return YamlReader.read(source, text, problems);
        }

        /** The same as a text. */
        public String text() {
            return YamlWriter.text(this);
        }

        /** The same with a value at a path, whatever stood there. */
        public Mapping with(List<String> path, Scalar value) {
            var key = path.get(0);
            var rest = path.subList(1, path.size());
            var others = entries.stream().filter(entry -> !entry.key().equals(key));
            var laid =
                    rest.isEmpty() ? value : childMapping(key, value.location()).with(rest, value);
            return new Mapping(
                    location,
                    Stream.concat(others, Stream.of(new Entry(value.location(), key, laid)))
                            .toList());
        }

        private Mapping childMapping(String key, SourceLocation otherwise) {
            return entries.stream()
                    .filter(entry -> entry.key().equals(key) && entry.value() instanceof Mapping)
                    .map(entry -> (Mapping) entry.value())
                    .findFirst()
                    .orElse(new Mapping(otherwise, List.of()));
        }
    }

    default boolean isNull() {
        return this instanceof Scalar scalar && scalar.type() == Scalar.Type.NULL;
    }
}

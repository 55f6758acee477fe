package dev.tocsin.yaml;

import java.util.List;
import java.util.stream.Stream;

/** A YAML document as a tree that knows where each of its parts stands; aliases and merge keys are resolved. */
public sealed interface Yaml {
    Place place();

    /** What it is, in a reader's words. */
    String kind();

    /** @param type what YAML takes the text for; a quoted text is always {@code TEXT} */
    record Scalar(Place place, String text, Type type) implements Yaml {
        public enum Type {
            TEXT,
            NUMBER,
            BOOL,
            NULL
        }

        /** A value that is written outside of any document, as the same text inside of one would be read. */
        public static Scalar read(Place place, String text) {
            return YamlReader.scalar(place, text);
        }

        @Override
        public String kind() {
            return type == Type.NULL ? "empty" : "'" + text + "'";
        }
    }

    record Items(Place place, List<Yaml> items) implements Yaml {
        public Items {
            items = List.copyOf(items);
        }

        @Override
        public String kind() {
            return "a list";
        }
    }

    /** @param entries in order; no key twice */
    record Fields(Place place, List<Entry> entries) implements Yaml {
        public record Entry(Place place, String key, Yaml value) {}

        public Fields {
            entries = List.copyOf(entries);
        }

        @Override
        public String kind() {
            return "a mapping";
        }

        /**
         * The first document of a text; an empty text is an empty mapping, and what can not be read becomes a problem and
         * an empty part.
         *
         * @param source what the document is called in problems
         */
        public static Fields read(String source, String text, Problems problems) {
            return YamlReader.read(source, text, problems);
        }

        /** The same as a text. */
        public String text() {
            return YamlWriter.text(this);
        }

        /** The same with a value at a path, whatever stood there. */
        public Fields with(List<String> path, Scalar value) {
            var key = path.get(0);
            var rest = path.subList(1, path.size());
            var others = entries.stream().filter(entry -> !entry.key().equals(key));
            var laid = rest.isEmpty() ? value : inside(key, value.place()).with(rest, value);
            return new Fields(
                    place,
                    Stream.concat(others, Stream.of(new Entry(value.place(), key, laid)))
                            .toList());
        }

        private Fields inside(String key, Place otherwise) {
            return entries.stream()
                    .filter(entry -> entry.key().equals(key) && entry.value() instanceof Fields)
                    .map(entry -> (Fields) entry.value())
                    .findFirst()
                    .orElse(new Fields(otherwise, List.of()));
        }
    }

    default boolean isNull() {
        return this instanceof Scalar scalar && scalar.type() == Scalar.Type.NULL;
    }
}

package dev.tocsin.config;

import java.util.List;
import java.util.stream.Stream;

/** A YAML document as a tree that knows where each of its parts stands; aliases and merge keys are resolved. */
sealed interface Yaml {
    Place place();

    /** What it is, in a reader's words. */
    String kind();

    /** @param type what YAML takes the text for; a quoted text is always {@code TEXT} */
    record Scalar(Place place, String text, Type type) implements Yaml {
        enum Type {
            TEXT,
            NUMBER,
            BOOL,
            NULL
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
        record Entry(Place place, String key, Yaml value) {}

        public Fields {
            entries = List.copyOf(entries);
        }

        @Override
        public String kind() {
            return "a mapping";
        }

        /** The same with a value at a path, whatever stood there. */
        Fields with(List<String> path, Scalar value) {
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

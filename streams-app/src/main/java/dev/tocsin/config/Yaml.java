package dev.tocsin.config;

import java.util.List;

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
    }

    default boolean isNull() {
        return this instanceof Scalar scalar && scalar.type() == Scalar.Type.NULL;
    }
}

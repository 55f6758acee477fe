package dev.tocsin.sources.mapping;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/** The part of a record at which a path begins. */
enum FieldRoot {
    VALUE(""),
    KEY("key"),
    HEADERS("headers"),
    TOPIC("topic"),
    PARTITION("partition"),
    OFFSET("offset"),
    /** Milliseconds since 1970. */
    TIMESTAMP("timestamp");

    private final String word;

    FieldRoot(String word) {
        this.word = word;
    }

    static Optional<FieldRoot> find(String word) {
        return Arrays.stream(values()).filter(root -> root.word.equals(word)).findFirst();
    }

    static String known() {
        return Arrays.stream(values()).map(root -> "$" + root.word).collect(Collectors.joining(", "));
    }
}

package dev.tocsin.templates;

/** The handling of missing map keys: Go's option {@code missingkey}. */
public enum MissingKey {
    /** The zero value of the map's type: the empty string, or {@code <no value>}. */
    ZERO,
    /** Rendering fails. */
    ERROR
}

package dev.tocsin.templates;

/** What a map gives for a key that it does not have: Go's option {@code missingkey}. */
public enum MissingKey {
    /** The map's empty value: the empty string, or {@code <no value>}. */
    ZERO,
    /** The template fails. */
    ERROR
}

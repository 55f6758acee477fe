package dev.tocsin.sources;

/** How the samples of a series become the values that are stored. */
public enum Accumulation {
    /** The sample is stored as it is. */
    NONE,
    /** The sample is a delta: the stored value is the total of all deltas of the series. */
    ADD
}

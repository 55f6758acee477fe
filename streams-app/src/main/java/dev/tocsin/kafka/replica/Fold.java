package dev.tocsin.kafka.replica;

import dev.tocsin.kafka.log.LogRecord;

/**
 * What facts make of a store. It keeps what the store holds, decoded, for readers on other threads; only one thread
 * folds, and it folds each fact once.
 */
interface Fold {
    /** Takes up what the store holds under a key, before any fact. */
    void restore(String key, byte[] kept);

    /** Decides what a fact changes, and changes what readers see. Never throws because of what the fact says. */
    FoldResult apply(LogRecord fact);
}

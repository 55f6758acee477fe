package dev.tocsin.notification.muting;

/** A range of integers, both ends included. */
record InclusiveRange(int from, int to) {
    boolean contains(int number) {
        return from <= number && number <= to;
    }
}

package dev.tocsin.notification.muting;

/** From one number to another, both included. */
record InclusiveRange(int from, int to) {
    boolean contains(int number) {
        return from <= number && number <= to;
    }
}

package dev.tocsin.notification.timeintervals;

/** From one number to another, both included. */
public record Range(int from, int to) {
    boolean contains(int number) {
        return from <= number && number <= to;
    }
}

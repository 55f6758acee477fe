package dev.tocsin.notification.muting;

import java.time.Instant;
import java.util.List;

/** Intervals under a name, by which routes speak of them. Without intervals it holds never. */
public record NamedTimeInterval(String name, List<TimeInterval> intervals) {
    public NamedTimeInterval {
        intervals = List.copyOf(intervals);
    }

    boolean contains(Instant instant) {
        return intervals.stream().anyMatch(interval -> interval.contains(instant));
    }
}

package dev.tocsin.notification.muting;

import java.time.Instant;
import java.util.List;

/** A named list of time intervals, to which routes refer. Active while one of them is; an empty list is never active. */
public record NamedTimeInterval(String name, List<TimeInterval> intervals) {
    public NamedTimeInterval {
        intervals = List.copyOf(intervals);
    }

    boolean contains(Instant instant) {
        return intervals.stream().anyMatch(interval -> interval.contains(instant));
    }
}

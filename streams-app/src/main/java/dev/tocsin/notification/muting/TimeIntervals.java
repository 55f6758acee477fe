package dev.tocsin.notification.muting;

import dev.tocsin.notation.GoQuote;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** All named time intervals of a configuration. */
public final class TimeIntervals {
    public static final TimeIntervals NONE = of(List.of());

    private final Map<String, NamedTimeInterval> byName;

    private TimeIntervals(Map<String, NamedTimeInterval> byName) {
        this.byName = Collections.unmodifiableMap(byName);
    }

    /** @throws IllegalArgumentException with Alertmanager's message if two have the same name */
    public static TimeIntervals of(Collection<NamedTimeInterval> intervals) {
        var byName = new LinkedHashMap<String, NamedTimeInterval>();
        for (var interval : intervals) {
            if (byName.put(interval.name(), interval) != null) {
                throw new IllegalArgumentException(
                        "time interval %s is not unique".formatted(GoQuote.quote(interval.name())));
            }
        }
        return new TimeIntervals(byName);
    }

    public Set<String> names() {
        return byName.keySet();
    }

    /**
     * The next time at which an interval begins or ends.
     *
     * @param within how far to look ahead
     * @return empty if the interval does not change in that time
     */
    public Optional<Instant> nextChange(String name, Instant now, Duration within) {
        var interval = byName.get(name);
        var isActive = interval.contains(now);
        var minute = now.truncatedTo(ChronoUnit.MINUTES);
        for (var i = 1; i <= within.toMinutes(); i++) {
            // Intervals begin and end at whole minutes.
            var next = minute.plus(i, ChronoUnit.MINUTES);
            if (interval.contains(next) != isActive) {
                return Optional.of(next);
            }
        }
        return Optional.empty();
    }

    /** The names of the intervals that contain an instant, in the given order. Unknown names are ignored. */
    public List<String> activeAt(List<String> names, Instant instant) {
        return names.stream()
                .filter(name -> byName.containsKey(name) && byName.get(name).contains(instant))
                .toList();
    }
}

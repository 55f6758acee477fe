package dev.tocsin.notification.muting;

import dev.tocsin.notation.GoQuote;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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

    /** The names of the intervals that contain an instant, in the given order. Unknown names are ignored. */
    public List<String> activeAt(List<String> names, Instant instant) {
        return names.stream()
                .filter(name -> byName.containsKey(name) && byName.get(name).contains(instant))
                .toList();
    }
}

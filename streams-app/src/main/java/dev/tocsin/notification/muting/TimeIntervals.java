package dev.tocsin.notification.muting;

import dev.tocsin.notation.GoQuote;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** All schedules of a configuration. */
public final class TimeIntervals {
    public static final TimeIntervals NONE = of(List.of());

    private final Map<String, NamedTimeInterval> byName;

    private TimeIntervals(Map<String, NamedTimeInterval> byName) {
        this.byName = Collections.unmodifiableMap(byName);
    }

    /** @throws IllegalArgumentException in Alertmanager's words, if two have the same name */
    public static TimeIntervals of(Collection<NamedTimeInterval> schedules) {
        var byName = new LinkedHashMap<String, NamedTimeInterval>();
        for (var schedule : schedules) {
            if (byName.put(schedule.name(), schedule) != null) {
                throw new IllegalArgumentException(
                        "time interval %s is not unique".formatted(GoQuote.quote(schedule.name())));
            }
        }
        return new TimeIntervals(byName);
    }

    public Set<String> names() {
        return byName.keySet();
    }

    /** Those of some schedules that hold at an instant, in the order in which they were named. */
    public List<String> activeAt(List<String> names, Instant instant) {
        return names.stream()
                .filter(name -> byName.containsKey(name) && byName.get(name).contains(instant))
                .toList();
    }
}

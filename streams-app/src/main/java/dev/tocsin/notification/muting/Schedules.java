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
public final class Schedules {
    public static final Schedules NONE = of(List.of());

    private final Map<String, Schedule> byName;

    private Schedules(Map<String, Schedule> byName) {
        this.byName = Collections.unmodifiableMap(byName);
    }

    /** @throws IllegalArgumentException in Alertmanager's words, if two have the same name */
    public static Schedules of(Collection<Schedule> schedules) {
        var byName = new LinkedHashMap<String, Schedule>();
        for (var schedule : schedules) {
            if (byName.put(schedule.name(), schedule) != null) {
                throw new IllegalArgumentException(
                        "time interval %s is not unique".formatted(GoQuote.quote(schedule.name())));
            }
        }
        return new Schedules(byName);
    }

    public Set<String> names() {
        return byName.keySet();
    }

    /** Those of some schedules that hold at an instant, in the order in which they were named. */
    public List<String> holding(List<String> names, Instant instant) {
        return names.stream()
                .filter(name -> byName.containsKey(name) && byName.get(name).contains(instant))
                .toList();
    }
}

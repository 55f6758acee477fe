package dev.tocsin.config.alertmanager;

import dev.tocsin.notation.GoQuote;
import dev.tocsin.notation.GoZone;
import dev.tocsin.notification.muting.NamedTimeInterval;
import dev.tocsin.notification.muting.TimeInterval;
import dev.tocsin.notification.muting.TimeIntervals;
import dev.tocsin.notification.muting.TimeRange;
import dev.tocsin.yaml.ProblemCollector;
import dev.tocsin.yaml.YamlMap;
import dev.tocsin.yaml.YamlValue;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads {@code time_intervals} and {@code mute_time_intervals}, which share one namespace. */
final class TimeIntervalReader {
    private final ProblemCollector problems;
    private final Map<String, NamedTimeInterval> intervals = new LinkedHashMap<>();

    TimeIntervalReader(ProblemCollector problems) {
        this.problems = problems;
    }

    TimeIntervals read(YamlMap root) {
        root.get("mute_time_intervals")
                .filter(value -> !value.isEmpty())
                .ifPresent(any -> root.warn(
                        "mute_time_intervals", "mute_time_intervals is deprecated", "write them under time_intervals"));
        read(root, "mute_time_intervals", "mute time interval");
        read(root, "time_intervals", "time interval");
        return TimeIntervals.of(intervals.values());
    }

    private void read(YamlMap root, String key, String kind) {
        for (var item : AlertmanagerConfigReader.present(root, key)) {
            var map = item.map();
            var name = map.text("name", "");
            var intervals = map.items("time_intervals").stream()
                    .map(spec -> interval(spec.map()))
                    .toList();
            map.rejectUnknownKeys();
            if (name.isEmpty()) {
                map.problem("name", "missing name in " + kind, "");
            } else if (this.intervals.put(name, new NamedTimeInterval(name, intervals)) != null) {
                map.problem("name", "%s %s is not unique".formatted(kind, GoQuote.quote(name)), "");
            }
        }
    }

    private TimeInterval interval(YamlMap map) {
        var interval = TimeInterval.ALWAYS.withTimes(times(map)).withZone(zone(map));
        for (var field : TimeInterval.Field.values()) {
            interval = interval.with(field, ranges(map, field));
        }
        map.rejectUnknownKeys();
        return interval;
    }

    private static List<String> ranges(YamlMap map, TimeInterval.Field field) {
        return map.items(field.key()).stream()
                .flatMap(item -> item.text().filter(text -> isValidRange(item, field, text)).stream())
                .toList();
    }

    private static boolean isValidRange(YamlValue item, TimeInterval.Field field, String text) {
        try {
            field.check(text);
            return true;
        } catch (IllegalArgumentException e) {
            item.problem(e.getMessage(), "");
            return false;
        }
    }

    private static List<TimeRange> times(YamlMap map) {
        return map.items("times").stream()
                .flatMap(item -> minutes(item).stream())
                .toList();
    }

    private static Optional<TimeRange> minutes(YamlValue item) {
        var map = item.map();
        var start = map.text("start_time", "");
        var end = map.text("end_time", "");
        map.rejectUnknownKeys();
        try {
            return Optional.of(TimeRange.of(start, end));
        } catch (IllegalArgumentException e) {
            item.problem(e.getMessage(), "");
            return Optional.empty();
        }
    }

    private ZoneId zone(YamlMap map) {
        var name = map.text("location", "UTC");
        if (name.equals("Local")) {
            problems.warn(
                    map.locationOf("location"),
                    "Local is the time zone of the instance, and instances may differ",
                    "set the zone, such as Europe/Berlin");
            return ZoneId.systemDefault();
        }
        return GoZone.of(name).orElseGet(() -> {
            map.problem(
                    "location", "unknown time zone " + name, "use a zone of the IANA database, such as Europe/Berlin");
            return ZoneOffset.UTC;
        });
    }
}

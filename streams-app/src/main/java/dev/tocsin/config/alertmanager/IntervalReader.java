package dev.tocsin.config.alertmanager;

import dev.tocsin.notation.GoQuote;
import dev.tocsin.notification.muting.Minutes;
import dev.tocsin.notification.muting.Schedule;
import dev.tocsin.notification.muting.Schedules;
import dev.tocsin.notification.muting.TimeInterval;
import dev.tocsin.yaml.Problems;
import dev.tocsin.yaml.YamlMap;
import dev.tocsin.yaml.YamlValue;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneRulesProvider;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads when routes are quiet. Its two keys share one space of names. */
final class IntervalReader {
    private final Problems problems;
    private final Map<String, Schedule> found = new LinkedHashMap<>();

    IntervalReader(Problems problems) {
        this.problems = problems;
    }

    Schedules read(YamlMap root) {
        root.get("mute_time_intervals")
                .filter(intervals -> !intervals.isEmpty())
                .ifPresent(any -> root.warn(
                        "mute_time_intervals", "mute_time_intervals is deprecated", "write them under time_intervals"));
        read(root, "mute_time_intervals", "mute time interval");
        read(root, "time_intervals", "time interval");
        return Schedules.of(found.values());
    }

    private void read(YamlMap root, String key, String what) {
        for (var item : root.items(key)) {
            var map = item.map();
            var name = map.text("name", "");
            var intervals = map.items("time_intervals").stream()
                    .map(spec -> interval(spec.map()))
                    .toList();
            map.refuseOthers();
            if (name.isEmpty()) {
                map.problem("name", "missing name in " + what, "");
            } else if (found.put(name, new Schedule(name, intervals)) != null) {
                map.problem("name", "%s %s is not unique".formatted(what, GoQuote.quote(name)), "");
            }
        }
    }

    private TimeInterval interval(YamlMap map) {
        var interval = TimeInterval.ALWAYS.at(times(map)).in(zone(map));
        for (var field : TimeInterval.Field.values()) {
            interval = interval.with(field, ranges(map, field));
        }
        map.refuseOthers();
        return interval;
    }

    private static List<String> ranges(YamlMap map, TimeInterval.Field field) {
        return map.items(field.key()).stream()
                .flatMap(item -> item.text().filter(text -> isRange(item, field, text)).stream())
                .toList();
    }

    private static boolean isRange(YamlValue item, TimeInterval.Field field, String text) {
        try {
            field.check(text);
            return true;
        } catch (IllegalArgumentException e) {
            item.problem(e.getMessage(), "");
            return false;
        }
    }

    private static List<Minutes> times(YamlMap map) {
        return map.items("times").stream()
                .flatMap(item -> minutes(item).stream())
                .toList();
    }

    private static Optional<Minutes> minutes(YamlValue item) {
        var map = item.map();
        var start = map.text("start_time", "");
        var end = map.text("end_time", "");
        map.refuseOthers();
        try {
            return Optional.of(Minutes.of(start, end));
        } catch (IllegalArgumentException e) {
            item.problem(e.getMessage(), "");
            return Optional.empty();
        }
    }

    private ZoneId zone(YamlMap map) {
        var name = map.text("location", "UTC");
        if (name.equals("UTC") || name.isEmpty()) {
            return ZoneOffset.UTC;
        }
        if (name.equals("Local")) {
            problems.warn(
                    map.placeOf("location"),
                    "Local is the time zone of each instance, and instances may differ",
                    "name the zone, as Europe/Berlin");
            return ZoneId.systemDefault();
        }
        if (ZoneRulesProvider.getAvailableZoneIds().contains(name)) {
            return ZoneId.of(name);
        }
        map.problem("location", "unknown time zone " + name, "name a zone of the IANA database, as Europe/Berlin");
        return ZoneOffset.UTC;
    }
}

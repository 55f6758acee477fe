package dev.tocsin.evaluation.promql.engine;

import dev.tocsin.notation.PromDuration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Parses the start timestamps of samples, relative to the samples: the items of a line {@code metric@st -1m _}. */
final class StartTimestampDescription {
    private static final String OFFSET = "([+-]?)((?:[0-9]+(?:ms|[smhdwy])|0))";
    private static final Pattern OFFSETS =
            Pattern.compile(OFFSET + "(?:([+-])" + OFFSET.substring(7) + ")?(?:x([0-9]+))?");
    private static final Pattern MISSING = Pattern.compile("_(?:x([0-9]+))?");

    private StartTimestampDescription() {}

    /** The offset of each sample in milliseconds; empty if unknown. */
    static List<Optional<Long>> parse(String items) {
        var offsets = new ArrayList<Optional<Long>>();
        for (var item : items.strip().split("\\s+")) {
            var missing = MISSING.matcher(item);
            var given = OFFSETS.matcher(item);
            if (missing.matches()) {
                var times = missing.group(1) == null ? 1 : Integer.parseInt(missing.group(1));
                for (var i = 0; i < times; i++) {
                    offsets.add(Optional.empty());
                }
            } else if (given.matches()) {
                add(offsets, given);
            } else {
                throw new IllegalArgumentException("invalid start timestamp: '%s'".formatted(item));
            }
        }
        return offsets;
    }

    private static void add(List<Optional<Long>> offsets, java.util.regex.Matcher given) {
        var offset = millis(given.group(1), given.group(2));
        var step = given.group(4) == null ? 0 : millis(given.group(3), given.group(4));
        var more = given.group(5) == null ? 0 : Integer.parseInt(given.group(5));
        for (var i = 0; i <= more; i++) {
            offsets.add(Optional.of(offset + i * step));
        }
    }

    private static long millis(String sign, String duration) {
        return ("-".equals(sign) ? -1 : 1) * PromDuration.parse(duration).toMillis();
    }
}

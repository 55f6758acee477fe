package dev.tocsin.notation;

import dev.tocsin.limits.Limit;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Prometheus's notation of a duration: {@code 0}, or whole numbers with the units y w d h m s ms in descending order,
 * each at most once. A year has 365 days, a week 7. No sign, no fraction.
 */
public final class PromDuration {
    private static final Pattern FORM = Pattern.compile(
            "(?:([0-9]+)y)?(?:([0-9]+)w)?(?:([0-9]+)d)?(?:([0-9]+)h)?(?:([0-9]+)m)?(?:([0-9]+)s)?(?:([0-9]+)ms)?");
    private static final Pattern PART = Pattern.compile("([0-9]+)([^0-9]+)");
    private static final long[] MILLIS = {31_536_000_000L, 604_800_000L, 86_400_000L, 3_600_000L, 60_000L, 1_000L, 1L};
    private static final String[] UNITS = {"y", "w", "d", "h", "m", "s", "ms"};
    private static final long MAX_MILLIS = Long.MAX_VALUE / 1_000_000;

    private PromDuration() {}

    /** @throws IllegalArgumentException with Prometheus's error, if the text is no duration or over about 292 years */
    public static Duration parse(String text) {
        if (text.isEmpty()) {
            throw new IllegalArgumentException("empty duration string");
        }
        if (text.equals("0")) {
            return Duration.ZERO;
        }
        if (text.length() > Limit.NUMBER_LENGTH.value()) {
            throw new IllegalArgumentException("duration of %d characters, but the maximum is %d"
                    .formatted(text.length(), Limit.NUMBER_LENGTH.value()));
        }
        var parts = FORM.matcher(text);
        if (!parts.matches()) {
            throw new IllegalArgumentException(whyNot(text));
        }
        try {
            return Duration.ofMillis(sum(parts));
        } catch (ArithmeticException | NumberFormatException overflow) {
            throw new IllegalArgumentException("duration out of range", overflow);
        }
    }

    /** The shortest text for {@link #parse}. Years and weeks are used only if they divide exactly. Milliseconds at least. */
    public static String format(Duration duration) {
        var rest = duration.toMillis();
        if (rest == 0) {
            return "0s";
        }
        var text = new StringBuilder();
        for (var i = 0; i < MILLIS.length; i++) {
            var onlyWhole = i < 2;
            if (onlyWhole ? rest % MILLIS[i] == 0 : rest >= MILLIS[i]) {
                var count = rest / MILLIS[i];
                rest -= count * MILLIS[i];
                text.append(count > 0 ? count + UNITS[i] : "");
            }
        }
        return text.toString();
    }

    // Finds the first error from the left: an unknown unit, or something else.
    private static String whyNot(String text) {
        var lastUnit = -1;
        var part = PART.matcher(text);
        while (part.lookingAt()) {
            var unit = List.of(UNITS).indexOf(part.group(2));
            if (unit < 0) {
                return "unknown unit %s in duration %s".formatted(GoQuote.quote(part.group(2)), GoQuote.quote(text));
            }
            if (unit <= lastUnit) {
                break;
            }
            lastUnit = unit;
            part.region(part.end(), text.length());
        }
        return "not a valid duration string: " + GoQuote.quote(text);
    }

    private static long sum(Matcher parts) {
        var sum = 0L;
        for (var i = 0; i < MILLIS.length; i++) {
            if (parts.group(i + 1) != null) {
                sum = Math.addExact(sum, Math.multiplyExact(Long.parseLong(parts.group(i + 1)), MILLIS[i]));
            }
        }
        if (sum > MAX_MILLIS) {
            throw new ArithmeticException("more nanoseconds than a long holds");
        }
        return sum;
    }
}

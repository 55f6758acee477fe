package dev.tocsin.notation;

import dev.tocsin.limits.Limit;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Pattern;

/** Go's notation of a duration: numbers with units, fractions allowed, as in {@code 1.5h} or {@code 2h45m}. */
public final class GoDuration {
    private static final Pattern PART = Pattern.compile("([0-9]+\\.?[0-9]*|\\.[0-9]+)(ns|us|µs|μs|ms|s|m|h)");
    private static final Map<String, Long> NANOS = Map.of(
            "ns", 1L,
            "us", 1_000L,
            "µs", 1_000L,
            "μs", 1_000L,
            "ms", 1_000_000L,
            "s", 1_000_000_000L,
            "m", 60_000_000_000L,
            "h", 3_600_000_000_000L);

    private GoDuration() {}

    /** @throws IllegalArgumentException with Go's error, if the text is no duration or over about 292 years */
    public static Duration parse(String text) {
        if (text.length() > Limit.NUMBER_LENGTH.value()) {
            throw new IllegalArgumentException("time: invalid duration of %d characters, the maximum is %d"
                    .formatted(text.length(), Limit.NUMBER_LENGTH.value()));
        }
        var isNegative = text.startsWith("-");
        var rest = isNegative || text.startsWith("+") ? text.substring(1) : text;
        var nanos = rest.equals("0") ? BigDecimal.ZERO : sum(text, rest);
        try {
            var duration = Duration.ofNanos(nanos.toBigInteger().longValueExact());
            return isNegative ? duration.negated() : duration;
        } catch (ArithmeticException e) {
            throw invalid(text, e);
        }
    }

    private static BigDecimal sum(String text, String unsigned) {
        var parts = PART.matcher(unsigned);
        var sum = BigDecimal.ZERO;
        var read = 0;
        while (read < unsigned.length() && parts.find(read) && parts.start() == read) {
            sum = sum.add(new BigDecimal(parts.group(1)).multiply(BigDecimal.valueOf(NANOS.get(parts.group(2)))));
            read = parts.end();
        }
        if (read == 0 || read < unsigned.length()) {
            throw invalid(text, null);
        }
        return sum;
    }

    private static IllegalArgumentException invalid(String text, Throwable cause) {
        return new IllegalArgumentException("time: invalid duration " + GoQuote.quote(text), cause);
    }
}

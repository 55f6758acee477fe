package dev.tocsin.alerts;

import dev.tocsin.labels.LabelName;
import dev.tocsin.limits.Limit;
import dev.tocsin.notation.GoQuote;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Checks names, values and sizes of a posted alert: Alertmanager's checks, and the limits of {@link Limit}.
 *
 * @param isName valid names of labels and annotations
 */
record PostedAlertCheck(Predicate<String> isName) {
    private static final int MAX_MISTAKES = 10;
    private static final int MAX_QUOTED = 100;
    private static final char FIRST_BEYOND_ASCII = 0x80;

    /** @throws IllegalArgumentException with all mistakes, at most ten of them in full */
    void require(Map<String, String> labels, Map<String, String> annotations, String generatorUrl) {
        var mistakes = new ArrayList<String>();
        addMistakes("invalid label set: ", labels, Limit.ALERT_LABEL_VALUE.value(), mistakes);
        addMistakes("invalid annotations: ", annotations, Limit.ALERT.value(), mistakes);
        requireAtMost(() -> "invalid label set: %,d labels", labels.size(), Limit.ALERT_LABELS, mistakes);
        requireAtMost(
                () -> "invalid label set: %,d characters in names and values",
                length(labels),
                Limit.LABEL_SET,
                mistakes);
        var size = bytes(labels) + bytes(annotations) + bytes(generatorUrl);
        requireAtMost(() -> "the alert has %,d bytes", size, Limit.ALERT, mistakes);
        if (!mistakes.isEmpty()) {
            throw new IllegalArgumentException(text(mistakes));
        }
    }

    private void addMistakes(String prefix, Map<String, String> pairs, long maxValue, List<String> mistakes) {
        pairs.forEach((name, value) -> {
            if (!isName.test(name)) {
                mistakes.add(prefix + "invalid name " + quote(name));
            }
            requireAtMost(
                    () -> prefix + "name " + quote(name).replace("%", "%%") + " has %,d characters",
                    name.length(),
                    Limit.ALERT_LABEL_NAME,
                    mistakes);
            if (!LabelName.isUnicode(value)) {
                mistakes.add(prefix + "invalid value " + quote(value));
            }
            if (value.length() > maxValue) {
                mistakes.add("%svalue of %s has %,d characters, but the limit is %,d"
                        .formatted(prefix, quote(name), value.length(), maxValue));
            }
        });
    }

    /** @param what is bounded, with {@code %,d} in the place of its size */
    private static void requireAtMost(Supplier<String> what, long size, Limit limit, List<String> mistakes) {
        if (size > limit.value()) {
            mistakes.add(what.get().formatted(size) + ", but the limit is %,d".formatted(limit.value()));
        }
    }

    private static String text(List<String> mistakes) {
        var more = mistakes.size() - MAX_MISTAKES;
        var shown = String.join("; ", mistakes.subList(0, Math.min(mistakes.size(), MAX_MISTAKES)));
        return more > 0 ? "%s; and %,d more mistakes".formatted(shown, more) : shown;
    }

    private static String quote(String text) {
        return text.length() > MAX_QUOTED ? GoQuote.quote(text.substring(0, MAX_QUOTED)) + "..." : GoQuote.quote(text);
    }

    private static long length(Map<String, String> pairs) {
        var length = 0L;
        for (var pair : pairs.entrySet()) {
            length += pair.getKey().length() + pair.getValue().length();
        }
        return length;
    }

    private static long bytes(Map<String, String> pairs) {
        var bytes = 0L;
        for (var pair : pairs.entrySet()) {
            bytes += bytes(pair.getKey()) + bytes(pair.getValue());
        }
        return bytes;
    }

    private static long bytes(String text) {
        for (var i = 0; i < text.length(); i++) {
            if (text.charAt(i) >= FIRST_BEYOND_ASCII) {
                return text.getBytes(StandardCharsets.UTF_8).length;
            }
        }
        return text.length();
    }
}

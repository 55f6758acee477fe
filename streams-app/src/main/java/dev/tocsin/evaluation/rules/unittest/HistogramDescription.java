package dev.tocsin.evaluation.rules.unittest;

import dev.tocsin.evaluation.samples.BucketCounts;
import dev.tocsin.evaluation.samples.BucketLayout;
import dev.tocsin.evaluation.samples.CounterResetHint;
import dev.tocsin.evaluation.samples.Histogram;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Histogram in promtool's notation: {@code {{schema:0 count:3 sum:4 buckets:[1 2]}}}. */
record HistogramDescription(Map<String, String> parts) {
    private static final Pattern PART = Pattern.compile("([a-z_]+):(\\[[^]]*]|\\S+)");

    static HistogramDescription parse(String text) {
        var inside = text.strip();
        inside = inside.substring(2, inside.length() - 2).strip();
        var parts = new HashMap<String, String>();
        var part = PART.matcher(inside);
        var end = 0;
        while (part.find(end) && part.start() == end) {
            if (parts.put(part.group(1), part.group(2)) != null) {
                throw new IllegalArgumentException("duplicate key \"%s\" in histogram".formatted(part.group(1)));
            }
            end = part.end();
            while (end < inside.length() && inside.charAt(end) == ' ') {
                end++;
            }
        }
        if (end < inside.length()) {
            throw new IllegalArgumentException("bad histogram descriptor found: \"%s\"".formatted(text));
        }
        return new HistogramDescription(parts);
    }

    TestValue toTestValue() {
        return new TestValue(Double.NaN, Optional.of(histogram()), parts.containsKey("counter_reset_hint"));
    }

    Histogram histogram() {
        var schema = (int) number("schema");
        var layout = schema == BucketLayout.CUSTOM
                ? BucketLayout.custom(numbers("custom_values"))
                : BucketLayout.exponential(schema, number("z_bucket_w"));
        return new Histogram(
                layout,
                number("z_bucket"),
                number("count"),
                number("sum"),
                BucketCounts.ofContiguous((int) number("offset"), numbers("buckets")),
                BucketCounts.ofContiguous((int) number("n_offset"), numbers("n_buckets")),
                CounterResetHint.valueOf(
                        parts.getOrDefault("counter_reset_hint", "unknown").toUpperCase(Locale.ROOT)));
    }

    private double number(String part) {
        return SeriesDescription.number(parts.getOrDefault(part, "0"));
    }

    private double[] numbers(String part) {
        var list = parts.getOrDefault(part, "[]");
        return Arrays.stream(list.substring(1, list.length() - 1).split("\\s+"))
                .filter(number -> !number.isEmpty())
                .mapToDouble(SeriesDescription::number)
                .toArray();
    }
}

package dev.tocsin.evaluation.rules.unittest;

import dev.tocsin.evaluation.promql.parser.PromqlParser;
import dev.tocsin.evaluation.samples.StaleMarker;
import dev.tocsin.labels.Labels;
import dev.tocsin.limits.Limit;
import dev.tocsin.notation.GoFloat;
import dev.tocsin.notation.PromDuration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Series in promtool's notation: {@code metric{a="b"} 1 2+3x4 _ stale}.
 *
 * @param values at equal intervals; empty for a missing sample
 */
public record SeriesDescription(Labels labels, List<Optional<TestValue>> values) {
    private static final String NUMBER =
            "[+-]?(?:[Ii]nf|[Nn]a[Nn]|(?:[0-9]+(?:\\.[0-9]*)?|\\.[0-9]+)(?:[eE][+-]?[0-9]+)?|(?:[0-9]+(?:ms|[smhdwy]))+)";
    private static final String HISTOGRAM = "\\{\\{[^}]*}}";
    private static final Pattern ITEM = Pattern.compile(HISTOGRAM + "(?:[+-]" + HISTOGRAM + ")?(?:x[0-9]+)?|\\S+");
    private static final Pattern HISTOGRAMS =
            Pattern.compile("(" + HISTOGRAM + ")(?:([+-])(" + HISTOGRAM + "))?(?:x([0-9]+))?");
    private static final Pattern MISSING = Pattern.compile("_(?:x([0-9]+))?");
    private static final Pattern STALE = Pattern.compile("stale(?:x([0-9]+))?");
    private static final Pattern VALUES = Pattern.compile("(" + NUMBER + ")(?:(?:([+-])(" + NUMBER + "))?x([0-9]+))?");
    private static final int MAX_ITEM_LENGTH = Limit.NUMBER_LENGTH.intValue();
    private static final int MAX_VALUES = Limit.TEST_VALUES.intValue();

    public SeriesDescription {
        values = List.copyOf(values);
    }

    /** @throws IllegalArgumentException if the line is invalid */
    public static SeriesDescription parse(String line) {
        var end = endOfMetric(line);
        var values = new ArrayList<Optional<TestValue>>();
        var items = ITEM.matcher(line.substring(end));
        while (items.find()) {
            addItem(values, items.group());
        }
        return new SeriesDescription(labels(line.substring(0, end).strip()), values);
    }

    /** Whether a text is a number in this notation. A duration is a number of seconds. */
    public static boolean isNumber(String text) {
        return text.length() <= MAX_ITEM_LENGTH && text.matches(NUMBER);
    }

    public static double number(String text) {
        try {
            return GoFloat.parse(text);
        } catch (NumberFormatException e) {
            var unsigned = text.replaceFirst("^[+-]", "");
            return (text.startsWith("-") ? -1 : 1)
                    * PromDuration.parse(unsigned).toMillis()
                    / 1e3;
        }
    }

    private static void addItem(List<Optional<TestValue>> values, String item) {
        var histograms = HISTOGRAMS.matcher(item);
        if (histograms.matches()) {
            addHistograms(values, histograms);
            return;
        }
        if (item.length() > MAX_ITEM_LENGTH) {
            throw new IllegalArgumentException("invalid item in a series description, with %d characters: '%s...'"
                    .formatted(item.length(), item.substring(0, 20)));
        }
        var missing = MISSING.matcher(item);
        var stale = STALE.matcher(item);
        var numbers = VALUES.matcher(item);
        if (missing.matches()) {
            repeat(values, Optional.empty(), missing.group(1));
        } else if (stale.matches()) {
            repeat(values, Optional.of(TestValue.of(StaleMarker.VALUE)), stale.group(1));
        } else if (numbers.matches()) {
            addNumbers(values, numbers);
        } else {
            throw new IllegalArgumentException("invalid item in a series description: '%s'".formatted(item));
        }
    }

    private static void repeat(List<Optional<TestValue>> values, Optional<TestValue> value, String times) {
        repeat(values, value, times == null ? 1 : times(times, values));
    }

    private static void repeat(List<Optional<TestValue>> values, Optional<TestValue> value, int count) {
        for (var i = 0; i < count; i++) {
            values.add(value);
        }
    }

    private static void addNumbers(List<Optional<TestValue>> values, java.util.regex.Matcher item) {
        var value = number(item.group(1));
        var more = item.group(4) == null ? 0 : times(item.group(4), values);
        var increment = item.group(3) == null ? 0 : number(item.group(3));
        if (increment == 0) {
            repeat(values, Optional.of(TestValue.of(value)), more + 1);
            return;
        }
        for (var i = 0; i <= more; i++) {
            values.add(Optional.of(TestValue.of(value)));
            value += "-".equals(item.group(2)) ? -increment : increment;
        }
    }

    private static int times(String digits, List<Optional<TestValue>> before) {
        var times = digits.length() > 9 ? Integer.MAX_VALUE : Integer.parseInt(digits);
        if (times >= MAX_VALUES - before.size()) {
            throw new IllegalArgumentException("a series must not have more than %d values".formatted(MAX_VALUES));
        }
        return times;
    }

    private static void addHistograms(List<Optional<TestValue>> values, java.util.regex.Matcher item) {
        var first = HistogramDescription.parse(item.group(1)).toTestValue();
        var more = item.group(4) == null ? 0 : times(item.group(4), values);
        var histogram = first.histogram().orElseThrow();
        for (var i = 0; i <= more; i++) {
            values.add(Optional.of(new TestValue(Double.NaN, Optional.of(histogram), first.checksResetHint())));
            if (item.group(3) != null) {
                var change = HistogramDescription.parse(item.group(3)).histogram();
                histogram = item.group(2).equals("-")
                        ? histogram.minus(change).with(histogram.resetHint())
                        : histogram.plus(change);
            }
        }
    }

    private static int endOfMetric(String line) {
        var brace = line.indexOf('{');
        brace = brace >= 0 && line.startsWith("{{", brace) ? -1 : brace;
        var bare = line.split("\\s+", 2)[0].length();
        if (brace < 0 || brace > bare && !line.substring(bare, brace).isBlank()) {
            return bare;
        }
        var quote = (char) 0;
        for (var i = brace; i < line.length(); i++) {
            var c = line.charAt(i);
            if (quote != 0) {
                i += c == '\\' && quote != '`' ? 1 : 0;
                quote = c == quote ? 0 : quote;
            } else if (c == '"' || c == '\'' || c == '`') {
                quote = c;
            } else if (c == '}') {
                return i + 1;
            }
        }
        return line.length(); // Missing closing brace: the parser reports its position.
    }

    private static Labels labels(String metric) {
        return metric.matches("\\{\\s*}") ? Labels.EMPTY : PromqlParser.parseMetric(metric);
    }
}

package dev.tocsin.evaluation.naive;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Generates random expressions that are well typed. */
final class RandomExpression {
    private static final List<String> OF_VECTOR = List.of(
            ("abs ceil floor exp sqrt ln log2 log10 sgn rad deg sin cos tan asin acos atan sinh cosh tanh asinh acosh"
                            + " atanh timestamp sort sort_desc absent round")
                    .split(" "));
    private static final List<String> OF_TIME =
            List.of("day_of_month", "day_of_week", "day_of_year", "days_in_month", "hour", "minute", "month", "year");
    private static final List<String> OF_RANGE = List.of(
            ("rate increase delta irate idelta deriv changes resets absent_over_time avg_over_time sum_over_time"
                            + " count_over_time min_over_time max_over_time stddev_over_time stdvar_over_time"
                            + " present_over_time first_over_time last_over_time mad_over_time ts_of_first_over_time"
                            + " ts_of_last_over_time ts_of_min_over_time ts_of_max_over_time")
                    .split(" "));
    private static final List<String> AGGREGATORS =
            List.of("sum", "avg", "count", "min", "max", "group", "stddev", "stdvar");
    private static final List<String> ARITHMETIC = List.of("+", "-", "*", "/", "%", "^", "atan2");
    private static final List<String> COMPARISONS = List.of("==", "!=", "<", "<=", ">", ">=");
    private static final List<String> SETS = List.of("and", "or", "unless");
    private static final List<String> LABELS = List.of("x", "y", "le", "__name__", "none");
    private static final List<String> NUMBERS = List.of("0", "1", "2", "3", "-1", "0.5", "10", "-2.25", "1e3");
    private static final List<String> SHORT = List.of("7s", "20s", "30s", "1m", "90s");
    private static final List<String> LONG = List.of("30s", "45s", "1m", "2m", "3m", "5m");

    private final Random random;

    RandomExpression(Random random) {
        this.random = random;
    }

    String any() {
        return random.nextInt(8) == 0 ? scalar(3) : vector(3);
    }

    private String scalar(int depth) {
        if (depth == 0) {
            return pick(NUMBERS);
        }
        return switch (random.nextInt(9)) {
            case 0, 1, 2 -> pick(NUMBERS);
            case 3 -> "scalar(" + vector(depth - 1) + ")";
            case 4 -> "time()";
            case 5 -> pick("max_of", "min_of") + "(" + scalar(depth - 1) + ", " + scalar(depth - 1) + ")";
            case 6 -> "(" + scalar(depth - 1) + ") " + pick(ARITHMETIC) + " (" + scalar(depth - 1) + ")";
            case 7 -> "(" + scalar(depth - 1) + ") " + pick(COMPARISONS) + " bool (" + scalar(depth - 1) + ")";
            default -> pick("pi()", "-" + pick(NUMBERS).replace("-", ""), "NaN", "Inf");
        };
    }

    private String vector(int depth) {
        if (depth == 0) {
            return selector() + timing();
        }
        return switch (random.nextInt(16)) {
            case 0 -> selector() + timing();
            case 1, 2 -> pick(OF_VECTOR) + "(" + vector(depth - 1) + ")";
            case 3, 4, 5 -> ofRange(depth);
            case 6, 7 -> aggregation(depth);
            case 8, 9, 10 -> between(depth);
            case 11, 12 -> withScalar(depth);
            case 13 -> relabelled(depth);
            case 14 -> histogram(depth);
            default -> rest(depth);
        };
    }

    private String rest(int depth) {
        return switch (random.nextInt(6)) {
            case 0 -> "-(" + vector(depth - 1) + ")";
            case 1 -> "vector(" + scalar(depth - 1) + ")";
            case 2 -> "clamp(" + vector(depth - 1) + ", " + pick(NUMBERS) + ", " + pick(NUMBERS) + ")";
            case 3 -> pick("clamp_min(", "clamp_max(", "round(") + vector(depth - 1) + ", " + pick(NUMBERS) + ")";
            case 4 -> pick(OF_TIME) + "(" + pick("", "vector(time() * 1e5)", "timestamp(b) * 1e4") + ")";
            default -> "sort_by_label(" + vector(depth - 1) + ", \"x\")";
        };
    }

    private String ofRange(int depth) {
        return switch (random.nextInt(10)) {
            case 0 -> "predict_linear(" + range(depth) + ", " + pick(NUMBERS) + ")";
            case 1 -> "quantile_over_time(" + pick("0", "0.3", "0.5", "1", "2", "-1") + ", " + range(depth) + ")";
            case 2 -> "double_exponential_smoothing(" + range(depth) + ", 0.5, " + pick("0.1", "0.9") + ")";
            default -> pick(OF_RANGE) + "(" + range(depth) + ")";
        };
    }

    private String range(int depth) {
        return random.nextInt(3) > 0
                ? selector() + "[" + pick(LONG) + "]" + timing()
                : "(" + vector(depth - 1) + ")[" + pick(LONG) + ":" + pick("", pick(SHORT)) + "]" + timing();
    }

    private String timing() {
        var at = random.nextInt(12) == 0 ? " @ " + pick("start()", "end()", "0", "300", "421.5") : "";
        var offset = random.nextInt(8) == 0 ? " offset " + pick("-", "") + pick(LONG) : "";
        return random.nextBoolean() ? at + offset : offset + at;
    }

    private String selector() {
        var matchers = new ArrayList<String>();
        if (random.nextInt(3) == 0) {
            matchers.add("x" + pick("=\"0\"", "!=\"0\"", "=~\"0|2\"", "!~\"1.*\"", "=~\".+\"", "=\"\""));
        }
        if (random.nextInt(4) == 0) {
            matchers.add("y" + pick("=\"0\"", "!=\"0\"", "=~\"|1\"", "=\"\"", "=~\".*\"", "!~\".*\""));
        }
        if (random.nextInt(10) == 0) {
            matchers.add("__name__=~\"" + pick("a.*|b", "[bc]", "b|c") + "\"");
            return "{" + String.join(",", matchers) + "}";
        }
        return pick("a_total", "a_total", "b", "b", "c", "h_bucket", "nosuch")
                + (matchers.isEmpty() ? "" : "{" + String.join(",", matchers) + "}");
    }

    private String aggregation(int depth) {
        var grouping = random.nextInt(4) == 0 ? "" : " " + pick("by", "without") + " (" + labels() + ")";
        return switch (random.nextInt(8)) {
            case 0 ->
                pick("topk", "bottomk") + grouping + "(" + pick("0", "1", "2", "3") + ", " + vector(depth - 1) + ")";
            case 1 -> "quantile" + grouping + "(" + pick("0", "0.4", "0.9", "7") + ", " + vector(depth - 1) + ")";
            case 2 -> // Rounded, because the last digit of a computed value is not defined.
                "count_values%s(\"%s\", round(clamp(%s, -99, 99), 0.5))"
                        .formatted(grouping, pick("x", "v"), vector(depth - 1));
            default -> pick(AGGREGATORS) + grouping + "(" + vector(depth - 1) + ")";
        };
    }

    private String between(int depth) {
        var left = "(" + vector(depth - 1) + ") ";
        var right = " (" + vector(depth - 1) + ")";
        if (random.nextInt(4) == 0) {
            return left + pick(SETS) + pick("", " on(" + labels() + ")", " ignoring(" + labels() + ")") + right;
        }
        var isComparison = random.nextInt(3) == 0;
        var op = isComparison ? pick(COMPARISONS) + pick("", " bool") : pick(ARITHMETIC);
        return left + op + matching() + right;
    }

    private String matching() {
        return switch (random.nextInt(6)) {
            case 0 -> "";
            case 1 -> " on(" + labels() + ")";
            case 2 -> " ignoring(" + labels() + ")";
            case 3 -> " on(x) " + pick("group_left", "group_right") + "(" + pick("", "y", "le") + ")";
            case 4 -> " ignoring(y, le) " + pick("group_left", "group_right") + "()";
            default -> " on(x, y)";
        };
    }

    private String withScalar(int depth) {
        var vector = "(" + vector(depth - 1) + ")";
        var scalar = "(" + scalar(depth - 1) + ")";
        var op = random.nextBoolean() ? pick(ARITHMETIC) : pick(COMPARISONS) + pick("", " bool");
        return random.nextBoolean() ? vector + " " + op + " " + scalar : scalar + " " + op + " " + vector;
    }

    private String relabelled(int depth) {
        var vector = vector(depth - 1);
        return random.nextBoolean()
                ? "label_join(%s, \"%s\", \"-\", \"x\", \"%s\")".formatted(vector, pick("y", "z"), pick("y", "none"))
                : "label_replace(%s, \"%s\", \"%s\", \"%s\", \"%s\")"
                        .formatted(
                                vector,
                                pick("x", "z", "__name__"),
                                pick("$1", "new", "", "p$1"),
                                pick("x", "y", "__name__"),
                                pick("(.*)", "([01])", "(.)_.*", "none()"));
    }

    private String histogram(int depth) {
        var buckets = switch (random.nextInt(4)) {
            case 0 -> "h_bucket";
            case 1 -> "rate(h_bucket[" + pick(LONG) + "])";
            case 2 -> "sum by (le) (h_bucket)";
            default -> vector(depth - 1);
        };
        return random.nextInt(3) > 0
                ? "histogram_quantile(%s, %s)".formatted(pick("0", "0.25", "0.9", "1", "3", "NaN"), buckets)
                : "histogram_fraction(%s, %s, %s)"
                        .formatted(pick("-1", "0", "0.7"), pick("0.5", "1.5", "Inf"), buckets);
    }

    private String labels() {
        return random.nextInt(6) == 0 ? "" : random.nextBoolean() ? pick(LABELS) : pick(LABELS) + ", " + pick(LABELS);
    }

    private String pick(String... choice) {
        return choice[random.nextInt(choice.length)];
    }

    private String pick(List<String> choice) {
        return choice.get(random.nextInt(choice.size()));
    }
}

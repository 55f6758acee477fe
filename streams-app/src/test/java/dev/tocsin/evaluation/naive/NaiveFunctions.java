package dev.tocsin.evaluation.naive;

import dev.tocsin.evaluation.promql.Expr;
import dev.tocsin.evaluation.promql.ValueType;
import dev.tocsin.labels.Matcher;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.DoubleUnaryOperator;
import java.util.regex.Pattern;

/** Functions of scalars and of instant vectors. */
final class NaiveFunctions {
    private final NaiveEvaluator evaluator;

    NaiveFunctions(NaiveEvaluator evaluator) {
        this.evaluator = evaluator;
    }

    double scalar(Expr.Call call) {
        return switch (call.function().name()) {
            case "time" -> evaluator.time / 1000.0;
            case "pi" -> Math.PI;
            case "scalar" -> {
                var points = evaluator.vector(call.arguments().get(0));
                yield points.size() == 1 ? points.get(0).value() : Double.NaN;
            }
            case "max_of" -> extreme(number(call, 0), number(call, 1), Double.POSITIVE_INFINITY);
            case "min_of" -> -extreme(-number(call, 0), -number(call, 1), Double.POSITIVE_INFINITY);
            default -> throw new IllegalStateException("not supported: " + call);
        };
    }

    List<NaivePoint> vector(Expr.Call call) {
        var name = call.function().name();
        if (name.equals("absent") || name.equals("absent_over_time")) {
            return absent(call);
        }
        if (call.arguments().stream().anyMatch(argument -> argument.type() == ValueType.RANGE_VECTOR)) {
            return new NaiveRanges(evaluator).vector(call);
        }
        return switch (name) {
            case "vector" -> List.of(new NaivePoint(NaiveEvaluator.labels(), number(call, 0)));
            case "timestamp" -> timestamps(call.arguments().get(0).unwrapParens());
            case "sort", "sort_desc", "sort_by_label", "sort_by_label_desc" ->
                evaluator.vector(call.arguments().get(0));
            case "label_replace" -> labelReplaced(call);
            case "label_join" -> labelJoined(call);
            case "histogram_quantile", "histogram_fraction" -> new NaiveHistograms(evaluator).vector(call);
            case "clamp" -> number(call, 2) < number(call, 1) ? emptied(call) : mapped(call, function(call));
            default -> mapped(call, function(call));
        };
    }

    private double number(Expr.Call call, int index) {
        return evaluator.scalar(call.arguments().get(index));
    }

    /** The maximum. {@code beyond} wins even over NaN. */
    private static double extreme(double one, double other, double beyond) {
        return one == beyond || other == beyond ? beyond : Math.max(one, other);
    }

    private List<NaivePoint> emptied(Expr.Call call) {
        evaluator.vector(call.arguments().get(0));
        return List.of();
    }

    private List<NaivePoint> mapped(Expr.Call call, DoubleUnaryOperator function) {
        var points = call.arguments().isEmpty()
                ? List.of(new NaivePoint(NaiveEvaluator.labels(), Math.floorDiv(evaluator.time, 1000)))
                : evaluator.vector(call.arguments().get(0));
        return NaivePoint.distinct(points.stream()
                .map(point -> point.withoutName().with(function.applyAsDouble(point.value())))
                .toList());
    }

    private DoubleUnaryOperator function(Expr.Call call) {
        return switch (call.function().name()) {
            case "abs" -> Math::abs;
            case "ceil" -> Math::ceil;
            case "floor" -> Math::floor;
            case "exp" -> Math::exp;
            case "sqrt" -> Math::sqrt;
            case "ln" -> Math::log;
            case "log2" -> x -> Math.log(x) / Math.log(2);
            case "log10" -> Math::log10;
            case "sgn" -> Math::signum;
            case "sin" -> Math::sin;
            case "cos" -> Math::cos;
            case "tan" -> Math::tan;
            case "asin" -> Math::asin;
            case "acos" -> Math::acos;
            case "atan" -> Math::atan;
            case "sinh" -> Math::sinh;
            case "cosh" -> Math::cosh;
            case "tanh" -> Math::tanh;
            case "asinh" -> x -> Math.signum(x) * Math.log(Math.abs(x) + Math.sqrt(x * x + 1));
            case "acosh" -> x -> Math.log(x + Math.sqrt(x * x - 1));
            case "atanh" -> x -> 0.5 * Math.log((1 + x) / (1 - x));
            case "rad" -> x -> x * Math.PI / 180;
            case "deg" -> x -> x * 180 / Math.PI;
            case "clamp" -> x -> Math.max(number(call, 1), Math.min(number(call, 2), x));
            case "clamp_min" -> x -> Math.max(number(call, 1), x);
            case "clamp_max" -> x -> Math.min(number(call, 1), x);
            case "round" -> rounding(call.arguments().size() > 1 ? number(call, 1) : 1);
            default -> x -> date(call.function().name(), x);
        };
    }

    private static DoubleUnaryOperator rounding(double to) {
        var inverse = 1 / to;
        return x -> Math.floor(x * inverse + 0.5) / inverse;
    }

    private static double date(String function, double seconds) {
        if (!(Math.abs(seconds) < 1e11)) {
            throw new AmbiguousResultException();
        }
        ZonedDateTime date = Instant.ofEpochSecond((long) seconds).atZone(ZoneOffset.UTC);
        return switch (function) {
            case "year" -> date.getYear();
            case "month" -> date.getMonthValue();
            case "day_of_month" -> date.getDayOfMonth();
            case "day_of_week" -> date.getDayOfWeek().getValue() % 7;
            case "day_of_year" -> date.getDayOfYear();
            case "days_in_month" -> date.toLocalDate().lengthOfMonth();
            case "hour" -> date.getHour();
            case "minute" -> date.getMinute();
            default -> throw new IllegalStateException("not supported: " + function);
        };
    }

    private List<NaivePoint> timestamps(Expr argument) {
        var points = new ArrayList<NaivePoint>();
        if (argument instanceof Expr.VectorSelector selector) {
            evaluator
                    .selectedSamples(selector)
                    .forEach(seen -> points.add(
                            new NaivePoint(seen.labels(), seen.samples().lastKey() / 1000.0).withoutName()));
        } else {
            evaluator
                    .vector(argument)
                    .forEach(point -> points.add(point.withoutName().with(evaluator.time / 1000.0)));
        }
        return NaivePoint.distinct(points);
    }

    private List<NaivePoint> absent(Expr.Call call) {
        var argument = call.arguments().get(0);
        var isThere = argument.type() == ValueType.RANGE_VECTOR
                ? !evaluator.window(argument).series().isEmpty()
                : !evaluator.vector(argument).isEmpty();
        return isThere ? List.of() : List.of(new NaivePoint(labelsOf(argument), 1));
    }

    private static Map<String, String> labelsOf(Expr argument) {
        var labels = NaiveEvaluator.labels();
        var of = argument instanceof Expr.MatrixSelector range ? range.selector() : argument;
        if (of instanceof Expr.VectorSelector selector) {
            var seen = new HashSet<String>();
            for (var matcher : selector.matchers()) {
                if (matcher.op() == Matcher.Op.EQUAL && seen.add(matcher.name())) {
                    labels.put(matcher.name(), matcher.value());
                } else {
                    labels.remove(matcher.name());
                }
            }
        }
        labels.remove("__name__");
        labels.values().remove("");
        return labels;
    }

    private List<NaivePoint> labelReplaced(Expr.Call call) {
        var target = evaluator.text(call.arguments().get(1));
        var replacement = evaluator.text(call.arguments().get(2));
        var source = evaluator.text(call.arguments().get(3));
        var pattern = Pattern.compile(evaluator.text(call.arguments().get(4)), Pattern.DOTALL);
        return relabelled(call, target, labels -> {
            var match = pattern.matcher(labels.getOrDefault(source, ""));
            return match.matches() ? match.replaceFirst(replacement) : labels.getOrDefault(target, "");
        });
    }

    private List<NaivePoint> labelJoined(Expr.Call call) {
        var target = evaluator.text(call.arguments().get(1));
        var separator = evaluator.text(call.arguments().get(2));
        var sources = call.arguments().subList(3, call.arguments().size()).stream()
                .map(evaluator::text)
                .toList();
        return relabelled(
                call,
                target,
                labels -> String.join(
                        separator,
                        sources.stream()
                                .map(source -> labels.getOrDefault(source, ""))
                                .toList()));
    }

    private List<NaivePoint> relabelled(
            Expr.Call call, String target, java.util.function.Function<Map<String, String>, String> value) {
        var results = new ArrayList<NaivePoint>();
        for (var point : evaluator.vector(call.arguments().get(0))) {
            var labels = new TreeMap<>(point.labels());
            labels.put(target, value.apply(point.labels()));
            labels.values().remove("");
            results.add(new NaivePoint(labels, point.value()));
        }
        return NaivePoint.distinct(results);
    }
}

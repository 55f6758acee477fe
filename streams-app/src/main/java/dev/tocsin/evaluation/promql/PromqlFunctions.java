package dev.tocsin.evaluation.promql;

import static dev.tocsin.evaluation.promql.PromqlFunction.Trait.ANCHORED;
import static dev.tocsin.evaluation.promql.PromqlFunction.Trait.COUNTER;
import static dev.tocsin.evaluation.promql.PromqlFunction.Trait.EXPERIMENTAL;
import static dev.tocsin.evaluation.promql.PromqlFunction.Trait.HISTOGRAM_BUCKETS;
import static dev.tocsin.evaluation.promql.PromqlFunction.Trait.HISTOGRAM_COUNTS;
import static dev.tocsin.evaluation.promql.PromqlFunction.Trait.LABEL_SELECTOR;
import static dev.tocsin.evaluation.promql.PromqlFunction.Trait.ORDERS_RESULT;
import static dev.tocsin.evaluation.promql.PromqlFunction.Trait.SMOOTHED;
import static dev.tocsin.evaluation.promql.PromqlFunction.Trait.TIME_DEPENDENT;
import static dev.tocsin.evaluation.promql.PromqlFunction.UNLIMITED;
import static dev.tocsin.evaluation.promql.PromqlFunction.scalar;
import static dev.tocsin.evaluation.promql.PromqlFunction.vector;
import static dev.tocsin.evaluation.promql.ValueType.INSTANT_VECTOR;
import static dev.tocsin.evaluation.promql.ValueType.RANGE_VECTOR;
import static dev.tocsin.evaluation.promql.ValueType.SCALAR;
import static dev.tocsin.evaluation.promql.ValueType.STRING;

import dev.tocsin.evaluation.promql.PromqlFunction.Trait;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * All functions of the language. Names are case-sensitive. A new function needs a line here and a body in
 * {@code functions}.
 */
public final class PromqlFunctions {
    private static final Map<String, PromqlFunction> BY_NAME = Stream.of(
                    // Mathematics.
                    vector("abs", INSTANT_VECTOR),
                    vector("acos", INSTANT_VECTOR),
                    vector("acosh", INSTANT_VECTOR),
                    vector("asin", INSTANT_VECTOR),
                    vector("asinh", INSTANT_VECTOR),
                    vector("atan", INSTANT_VECTOR),
                    vector("atanh", INSTANT_VECTOR),
                    vector("ceil", INSTANT_VECTOR),
                    vector("clamp", INSTANT_VECTOR, SCALAR, SCALAR),
                    vector("clamp_max", INSTANT_VECTOR, SCALAR),
                    vector("clamp_min", INSTANT_VECTOR, SCALAR),
                    vector("cos", INSTANT_VECTOR),
                    vector("cosh", INSTANT_VECTOR),
                    vector("deg", INSTANT_VECTOR),
                    vector("exp", INSTANT_VECTOR),
                    vector("floor", INSTANT_VECTOR),
                    vector("ln", INSTANT_VECTOR),
                    vector("log10", INSTANT_VECTOR),
                    vector("log2", INSTANT_VECTOR),
                    vector("rad", INSTANT_VECTOR),
                    vector("round", INSTANT_VECTOR, SCALAR).takes(1, 2),
                    vector("sgn", INSTANT_VECTOR),
                    vector("sin", INSTANT_VECTOR),
                    vector("sinh", INSTANT_VECTOR),
                    vector("sqrt", INSTANT_VECTOR),
                    vector("tan", INSTANT_VECTOR),
                    vector("tanh", INSTANT_VECTOR),
                    scalar("max_of", SCALAR, SCALAR).with(EXPERIMENTAL),
                    scalar("min_of", SCALAR, SCALAR).with(EXPERIMENTAL),
                    scalar("pi"),
                    // Conversions and times.
                    scalar("scalar", INSTANT_VECTOR),
                    vector("vector", SCALAR),
                    vector("absent", INSTANT_VECTOR),
                    scalar("time").with(TIME_DEPENDENT),
                    vector("timestamp", INSTANT_VECTOR).with(TIME_DEPENDENT),
                    vector("start_timestamp", INSTANT_VECTOR).with(EXPERIMENTAL),
                    scalar("start").with(EXPERIMENTAL),
                    scalar("end").with(EXPERIMENTAL),
                    scalar("range").with(EXPERIMENTAL),
                    scalar("step").with(EXPERIMENTAL),
                    vector("day_of_month", INSTANT_VECTOR).takes(0, 1).with(TIME_DEPENDENT),
                    vector("day_of_week", INSTANT_VECTOR).takes(0, 1).with(TIME_DEPENDENT),
                    vector("day_of_year", INSTANT_VECTOR).takes(0, 1).with(TIME_DEPENDENT),
                    vector("days_in_month", INSTANT_VECTOR).takes(0, 1).with(TIME_DEPENDENT),
                    vector("hour", INSTANT_VECTOR).takes(0, 1).with(TIME_DEPENDENT),
                    vector("minute", INSTANT_VECTOR).takes(0, 1).with(TIME_DEPENDENT),
                    vector("month", INSTANT_VECTOR).takes(0, 1).with(TIME_DEPENDENT),
                    vector("year", INSTANT_VECTOR).takes(0, 1).with(TIME_DEPENDENT),
                    // Order and labels.
                    vector("sort", INSTANT_VECTOR).with(ORDERS_RESULT),
                    vector("sort_desc", INSTANT_VECTOR).with(ORDERS_RESULT),
                    vector("sort_by_label", INSTANT_VECTOR, STRING)
                            .takes(1, UNLIMITED)
                            .with(EXPERIMENTAL, ORDERS_RESULT),
                    vector("sort_by_label_desc", INSTANT_VECTOR, STRING)
                            .takes(1, UNLIMITED)
                            .with(EXPERIMENTAL, ORDERS_RESULT),
                    vector("label_join", INSTANT_VECTOR, STRING, STRING, STRING).takes(3, UNLIMITED),
                    vector("label_replace", INSTANT_VECTOR, STRING, STRING, STRING, STRING),
                    vector("info", INSTANT_VECTOR, INSTANT_VECTOR).takes(1, 2).with(EXPERIMENTAL, LABEL_SELECTOR),
                    // Histograms.
                    vector("histogram_avg", INSTANT_VECTOR).with(HISTOGRAM_COUNTS),
                    vector("histogram_count", INSTANT_VECTOR).with(HISTOGRAM_COUNTS),
                    vector("histogram_sum", INSTANT_VECTOR).with(HISTOGRAM_COUNTS),
                    vector("histogram_stddev", INSTANT_VECTOR),
                    vector("histogram_stdvar", INSTANT_VECTOR),
                    vector("histogram_fraction", SCALAR, SCALAR, INSTANT_VECTOR).with(HISTOGRAM_BUCKETS),
                    vector("histogram_quantile", SCALAR, INSTANT_VECTOR).with(HISTOGRAM_BUCKETS),
                    vector("histogram_quantiles", INSTANT_VECTOR, STRING, SCALAR)
                            .takes(3, 12)
                            .with(EXPERIMENTAL, HISTOGRAM_BUCKETS),
                    // Range vectors.
                    vector("rate", RANGE_VECTOR).with(ANCHORED, SMOOTHED, COUNTER),
                    vector("increase", RANGE_VECTOR).with(ANCHORED, SMOOTHED, COUNTER),
                    vector("delta", RANGE_VECTOR).with(ANCHORED, SMOOTHED),
                    vector("changes", RANGE_VECTOR).with(ANCHORED),
                    vector("resets", RANGE_VECTOR).with(ANCHORED),
                    vector("irate", RANGE_VECTOR),
                    vector("idelta", RANGE_VECTOR),
                    vector("deriv", RANGE_VECTOR),
                    vector("predict_linear", RANGE_VECTOR, SCALAR).with(TIME_DEPENDENT),
                    vector("double_exponential_smoothing", RANGE_VECTOR, SCALAR, SCALAR)
                            .with(EXPERIMENTAL),
                    vector("absent_over_time", RANGE_VECTOR),
                    vector("avg_over_time", RANGE_VECTOR),
                    vector("count_over_time", RANGE_VECTOR),
                    vector("first_over_time", RANGE_VECTOR),
                    vector("last_over_time", RANGE_VECTOR),
                    vector("mad_over_time", RANGE_VECTOR).with(EXPERIMENTAL),
                    vector("max_over_time", RANGE_VECTOR),
                    vector("min_over_time", RANGE_VECTOR),
                    vector("present_over_time", RANGE_VECTOR),
                    vector("quantile_over_time", SCALAR, RANGE_VECTOR),
                    vector("stddev_over_time", RANGE_VECTOR),
                    vector("stdvar_over_time", RANGE_VECTOR),
                    vector("sum_over_time", RANGE_VECTOR),
                    vector("ts_of_first_over_time", RANGE_VECTOR).with(EXPERIMENTAL),
                    vector("ts_of_last_over_time", RANGE_VECTOR).with(EXPERIMENTAL),
                    vector("ts_of_max_over_time", RANGE_VECTOR).with(EXPERIMENTAL),
                    vector("ts_of_min_over_time", RANGE_VECTOR).with(EXPERIMENTAL))
            .collect(Collectors.collectingAndThen(
                    Collectors.toMap(PromqlFunction::name, Function.identity()), TreeMap::new));

    private PromqlFunctions() {}

    /** The function of that name, experimental or not. */
    public static Optional<PromqlFunction> find(String name) {
        return Optional.ofNullable(BY_NAME.get(name));
    }

    /** All functions in the order of their names. */
    public static Collection<PromqlFunction> all() {
        return Collections.unmodifiableCollection(BY_NAME.values());
    }

    /** The names of the functions that have a trait, in order. */
    public static List<String> namesWith(Trait trait) {
        return all().stream()
                .filter(function -> function.has(trait))
                .map(PromqlFunction::name)
                .toList();
    }
}

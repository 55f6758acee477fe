package dev.tocsin.evaluation.promql.parser;

import static dev.tocsin.evaluation.promql.ValueType.INSTANT_VECTOR;
import static dev.tocsin.evaluation.promql.ValueType.RANGE_VECTOR;
import static dev.tocsin.evaluation.promql.ValueType.SCALAR;
import static dev.tocsin.evaluation.promql.ValueType.STRING;

import dev.tocsin.evaluation.promql.FunctionSignature;
import dev.tocsin.evaluation.promql.ValueType;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Every function of the language, by its name. Names are case-sensitive. */
final class FunctionSignatures {
    private static final Map<String, FunctionSignature> ALL = new TreeMap<>();

    static {
        addVectorFunctions("abs", "ceil", "floor", "exp", "sqrt", "ln", "log2", "log10", "sgn", "rad", "deg");
        addVectorFunctions(
                "sin", "cos", "tan", "asin", "acos", "atan", "sinh", "cosh", "tanh", "asinh", "acosh", "atanh");
        addVectorFunctions("sort", "sort_desc", "absent", "timestamp");
        addVectorFunctions("histogram_avg", "histogram_count", "histogram_stddev", "histogram_stdvar", "histogram_sum");
        addVectorOrNowFunctions("day_of_month", "day_of_week", "day_of_year", "days_in_month");
        addVectorOrNowFunctions("hour", "minute", "month", "year");
        addRangeFunctions(
                "rate", "increase", "delta", "irate", "idelta", "deriv", "changes", "resets", "absent_over_time");
        addRangeFunctions("avg_over_time", "sum_over_time", "count_over_time", "min_over_time", "max_over_time");
        addRangeFunctions(
                "stddev_over_time", "stdvar_over_time", "present_over_time", "first_over_time", "last_over_time");
        add("clamp", INSTANT_VECTOR, INSTANT_VECTOR, SCALAR, SCALAR);
        add("clamp_max", INSTANT_VECTOR, INSTANT_VECTOR, SCALAR);
        add("clamp_min", INSTANT_VECTOR, INSTANT_VECTOR, SCALAR);
        addVariadic("round", 1, 2, false, INSTANT_VECTOR, SCALAR);
        add("vector", INSTANT_VECTOR, SCALAR);
        add("scalar", SCALAR, INSTANT_VECTOR);
        add("time", SCALAR);
        add("pi", SCALAR);
        add("predict_linear", INSTANT_VECTOR, RANGE_VECTOR, SCALAR);
        add("quantile_over_time", INSTANT_VECTOR, SCALAR, RANGE_VECTOR);
        add("histogram_quantile", INSTANT_VECTOR, SCALAR, INSTANT_VECTOR);
        add("histogram_fraction", INSTANT_VECTOR, SCALAR, SCALAR, INSTANT_VECTOR);
        add("label_replace", INSTANT_VECTOR, INSTANT_VECTOR, STRING, STRING, STRING, STRING);
        addVariadic("label_join", 3, FunctionSignature.UNLIMITED, false, INSTANT_VECTOR, STRING, STRING, STRING);
        addExperimentalFunctions();
    }

    private FunctionSignatures() {}

    /** The function of that name, experimental or not. */
    static Optional<FunctionSignature> find(String name) {
        return Optional.ofNullable(ALL.get(name));
    }

    /** In order of their names. */
    static Collection<FunctionSignature> all() {
        return Collections.unmodifiableCollection(ALL.values());
    }

    private static void addExperimentalFunctions() {
        for (var name : List.of("start", "end", "range", "step")) {
            addExperimental(name, SCALAR);
        }
        addExperimental("max_of", SCALAR, SCALAR, SCALAR);
        addExperimental("min_of", SCALAR, SCALAR, SCALAR);
        addExperimental("start_timestamp", INSTANT_VECTOR, INSTANT_VECTOR);
        addExperimental("mad_over_time", INSTANT_VECTOR, RANGE_VECTOR);
        for (var which : List.of("first", "last", "min", "max")) {
            addExperimental("ts_of_%s_over_time".formatted(which), INSTANT_VECTOR, RANGE_VECTOR);
        }
        addExperimental("double_exponential_smoothing", INSTANT_VECTOR, RANGE_VECTOR, SCALAR, SCALAR);
        addVariadic("sort_by_label", 1, FunctionSignature.UNLIMITED, true, INSTANT_VECTOR, STRING);
        addVariadic("sort_by_label_desc", 1, FunctionSignature.UNLIMITED, true, INSTANT_VECTOR, STRING);
        addVariadic("histogram_quantiles", 3, 12, true, INSTANT_VECTOR, STRING, SCALAR);
        addVariadic("info", 1, 2, true, INSTANT_VECTOR, INSTANT_VECTOR);
    }

    private static void addVectorFunctions(String... names) {
        for (var name : names) {
            add(name, INSTANT_VECTOR, INSTANT_VECTOR);
        }
    }

    private static void addVectorOrNowFunctions(String... names) {
        for (var name : names) {
            addVariadic(name, 0, 1, false, INSTANT_VECTOR);
        }
    }

    private static void addRangeFunctions(String... names) {
        for (var name : names) {
            add(name, INSTANT_VECTOR, RANGE_VECTOR);
        }
    }

    private static void add(String name, ValueType returns, ValueType... arguments) {
        put(new FunctionSignature(name, List.of(arguments), arguments.length, arguments.length, returns, false));
    }

    private static void addExperimental(String name, ValueType returns, ValueType... arguments) {
        put(new FunctionSignature(name, List.of(arguments), arguments.length, arguments.length, returns, true));
    }

    private static void addVariadic(String name, int min, int max, boolean experimental, ValueType... arguments) {
        put(new FunctionSignature(name, List.of(arguments), min, max, INSTANT_VECTOR, experimental));
    }

    private static void put(FunctionSignature function) {
        ALL.put(function.name(), function);
    }
}

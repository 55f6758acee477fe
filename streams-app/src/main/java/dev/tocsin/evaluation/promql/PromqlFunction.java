package dev.tocsin.evaluation.promql;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A function of the language: its name, the types of its arguments and of its result, and its traits.
 *
 * @param argumentTypes by position; the last type holds for all further arguments
 */
public record PromqlFunction(
        String name,
        ValueType returns,
        List<ValueType> argumentTypes,
        int minArguments,
        int maxArguments,
        Set<Trait> traits) {
    /** The value of {@code maxArguments} of a function that takes any number of arguments. */
    static final int UNLIMITED = Integer.MAX_VALUE;

    /** A property of a function that the parser or the engine depends on. */
    public enum Trait {
        /** Needs {@link Feature#EXPERIMENTAL_FUNCTIONS}. */
        EXPERIMENTAL,
        /** The result depends on the evaluation time even if all selectors have an {@code @} modifier. */
        TIME_DEPENDENT,
        /** The order of the elements is part of the result. */
        ORDERS_RESULT,
        /** Accepts a range vector with the modifier {@code anchored}. */
        ANCHORED,
        /** Accepts a range vector with the modifier {@code smoothed}. */
        SMOOTHED,
        /** Interpolates at the edges of an anchored or smoothed range as a counter: from zero after a counter reset. */
        COUNTER,
        /** Reads only counts and sums of native histograms. */
        HISTOGRAM_COUNTS,
        /** Reads the buckets of native histograms. */
        HISTOGRAM_BUCKETS,
        /** The second argument is a list of label matchers without a metric name. */
        LABEL_SELECTOR
    }

    public PromqlFunction {
        argumentTypes = List.copyOf(argumentTypes);
        traits = Set.copyOf(traits);
    }

    static PromqlFunction scalar(String name, ValueType... arguments) {
        return new PromqlFunction(
                name, ValueType.SCALAR, List.of(arguments), arguments.length, arguments.length, Set.of());
    }

    static PromqlFunction vector(String name, ValueType... arguments) {
        return new PromqlFunction(
                name, ValueType.INSTANT_VECTOR, List.of(arguments), arguments.length, arguments.length, Set.of());
    }

    /** The same function with another number of arguments. */
    PromqlFunction takes(int min, int max) {
        return new PromqlFunction(name, returns, argumentTypes, min, max, traits);
    }

    PromqlFunction with(Trait... more) {
        var all = Stream.concat(traits.stream(), Arrays.stream(more)).collect(Collectors.toSet());
        return new PromqlFunction(name, returns, argumentTypes, minArguments, maxArguments, all);
    }

    public boolean has(Trait trait) {
        return traits.contains(trait);
    }

    /** The number of arguments that can be left out; -1 if the last one can be repeated. */
    public int optionalArguments() {
        return maxArguments == UNLIMITED ? -1 : maxArguments - minArguments;
    }

    public ValueType argumentType(int position) {
        return argumentTypes.get(Math.min(position, argumentTypes.size() - 1));
    }
}

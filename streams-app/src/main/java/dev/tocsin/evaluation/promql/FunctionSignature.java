package dev.tocsin.evaluation.promql;

import java.util.List;

/**
 * A function's name and the arguments it takes.
 *
 * @param argumentTypes by position; the last one holds for all further arguments
 */
public record FunctionSignature(
        String name,
        List<ValueType> argumentTypes,
        int minArguments,
        int maxArguments,
        ValueType returns,
        boolean isExperimental) {
    /** As {@code maxArguments}: as many as one likes. */
    public static final int UNLIMITED = Integer.MAX_VALUE;

    public FunctionSignature {
        argumentTypes = List.copyOf(argumentTypes);
    }

    public ValueType argumentType(int position) {
        return argumentTypes.get(Math.min(position, argumentTypes.size() - 1));
    }
}

package dev.tocsin.templates.functions;

import java.util.List;

/** Evaluates the queries of a template at the evaluation time. */
@FunctionalInterface
public interface QueryFunction {
    /** Always returns an empty result. */
    QueryFunction EMPTY = expression -> List.of();

    /** @throws dev.tocsin.templates.FunctionFailedException if the query fails */
    List<QuerySample> query(String expression);
}

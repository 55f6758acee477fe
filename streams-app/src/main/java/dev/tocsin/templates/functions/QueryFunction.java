package dev.tocsin.templates.functions;

import java.util.List;

/** Answers the queries that stand inside templates, at the time of the evaluation. */
@FunctionalInterface
public interface QueryFunction {
    /** For those who have no data: finds nothing. */
    QueryFunction EMPTY = expression -> List.of();

    /** @throws dev.tocsin.templates.FunctionFailedException if there is no answer; the message says why */
    List<QuerySample> query(String expression);
}

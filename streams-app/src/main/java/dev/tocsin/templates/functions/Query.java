package dev.tocsin.templates.functions;

import java.util.List;

/** Answers the queries that stand inside templates, at the time of the evaluation. */
@FunctionalInterface
public interface Query {
    /** For those who have no data: finds nothing. */
    Query NOTHING = expression -> List.of();

    /** @throws dev.tocsin.templates.FunctionFailedException if there is no answer; the message says why */
    List<Sample> ask(String expression);
}

package dev.tocsin.evaluation.rules;

import dev.tocsin.evaluation.promql.Expr;
import java.util.Map;

/** A rule of a group. Its labels include those of the group. */
public sealed interface Rule permits AlertingRule, RecordingRule {
    /**
     * What its state is kept under: namespace, group, name and a hash of the expression and the labels, so that it
     * outlives any other edit. The second rule that is the same has {@code #2} behind it.
     */
    String uid();

    String name();

    Expr expr();

    Map<String, String> labels();
}

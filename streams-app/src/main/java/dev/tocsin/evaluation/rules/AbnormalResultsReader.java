package dev.tocsin.evaluation.rules;

import dev.tocsin.evaluation.promql.Expr;
import dev.tocsin.evaluation.rules.AbnormalResults.Reaction;
import dev.tocsin.notation.GoQuote;
import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * Reads {@code no_data_state}, {@code exec_err_state} and {@code missing_series_evals_to_resolve} of a rule.
 *
 * @param problems receives the field and the message of each problem
 */
record AbnormalResultsReader(BiConsumer<String, String> problems) {
    private static final String NO_DATA = "no_data_state";
    private static final String ERROR = "exec_err_state";
    private static final String MISSING = "missing_series_evals_to_resolve";
    private static final long MOST_EVALUATIONS = 10_000;

    AbnormalResults read(RuleDraft.States states, Optional<RuleExpression> expression) {
        var noData = reaction(NO_DATA, states.noData(), "NoData");
        var error = reaction(ERROR, states.execErr(), "Error");
        var evaluations = states.missingSeriesEvalsToResolve();
        if (evaluations < 0 || evaluations > MOST_EVALUATIONS) {
            problems.accept(
                    MISSING,
                    "%s is %d, but must be from 1 to %d, or 0 for the default"
                            .formatted(MISSING, evaluations, MOST_EVALUATIONS));
            evaluations = 0;
        }
        if (noData != Reaction.PROMETHEUS) {
            expression.flatMap(RuleExpression::overSamples).ifPresent(this::requireValues);
        }
        var least = noData == Reaction.PROMETHEUS ? 1 : AbnormalResults.DEFAULT_MISSING_EVALUATIONS;
        return new AbnormalResults(noData, error, evaluations == 0 ? least : (int) evaluations);
    }

    /** A recording rule has no states. */
    void requireNone(RuleDraft.States states) {
        if (!states.noData().isEmpty()) {
            refuse(NO_DATA);
        }
        if (!states.execErr().isEmpty()) {
            refuse(ERROR);
        }
        if (states.missingSeriesEvalsToResolve() != 0) {
            refuse(MISSING);
        }
    }

    private void refuse(String field) {
        problems.accept(field, "invalid field '%s' in recording rule".formatted(field));
    }

    private Reaction reaction(String field, String text, String own) {
        return Reaction.parse(text, own).orElseGet(() -> {
            problems.accept(
                    field,
                    "%s is %s%s, but must be one of %s"
                            .formatted(
                                    field, GoQuote.quote(text), Reaction.suggestion(text, own), Reaction.names(own)));
            return Reaction.PROMETHEUS;
        });
    }

    /** Without bool, a comparison removes the series whose condition does not hold, so that they look like no data. */
    private void requireValues(Expr expr) {
        if (expr instanceof Expr.Paren inner) {
            requireValues(inner.expr());
        } else if (expr instanceof Expr.Binary binary && binary.op().isComparison() && !binary.isBool()) {
            problems.accept(
                    NO_DATA,
                    "with no_data_state, the expression must have the value 0 where the condition does not hold:"
                            + " write the comparison as '%1$s bool', or remove no_data_state".formatted(binary.op()));
        }
    }
}

package dev.tocsin.evaluation.rules;

import dev.tocsin.evaluation.promql.DurationException;
import dev.tocsin.evaluation.promql.Expr;
import dev.tocsin.evaluation.promql.engine.Engine;
import dev.tocsin.evaluation.promql.engine.SharedResults;
import dev.tocsin.evaluation.promql.vectors.Cancellation;
import dev.tocsin.evaluation.promql.vectors.EvaluationException;
import dev.tocsin.evaluation.promql.vectors.Value;
import dev.tocsin.evaluation.samples.Queryable;
import dev.tocsin.labels.Labels;
import java.time.Instant;
import java.util.List;

/** Evaluates the expression of a rule as an instant query, as Prometheus's {@code EngineQueryFunc} does. */
public final class RuleQuery {
    private RuleQuery() {}

    /** The elements of the result of a rule that shares no results. */
    public static List<Value.Element> evaluate(
            Engine engine, Queryable source, Expr expr, Instant at, Cancellation cancellation) {
        return evaluate(engine, source, expr, at, cancellation, SharedResults.NONE);
    }

    /**
     * The elements of the result. A scalar is one element without labels.
     *
     * @param shared the results that rules of the same tick share
     * @throws QueryFailedException if the query fails, or if its result is neither a vector nor a scalar
     */
    public static List<Value.Element> evaluate(
            Engine engine, Queryable source, Expr expr, Instant at, Cancellation cancellation, SharedResults shared) {
        try (var samples = engine.openSamples()) {
            return elements(engine.instant(source, expr, at.toEpochMilli(), cancellation, samples, shared)
                    .value());
        } catch (EvaluationException | DurationException e) {
            throw new QueryFailedException(e.getMessage(), e);
        }
    }

    private static List<Value.Element> elements(Value value) {
        if (value instanceof Value.Vector vector) {
            return vector.elements();
        }
        if (value instanceof Value.Scalar scalar) {
            return List.of(new Value.Element(Labels.EMPTY, scalar.value()));
        }
        throw new QueryFailedException("rule result is not a vector or scalar");
    }
}

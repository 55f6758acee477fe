package dev.tocsin.http.tocsin;

import dev.tocsin.evaluation.promql.Expr;
import dev.tocsin.evaluation.promql.engine.Engine;
import dev.tocsin.evaluation.promql.vectors.Cancellation;
import dev.tocsin.evaluation.promql.vectors.EngineOptions;
import dev.tocsin.evaluation.promql.vectors.Value;
import dev.tocsin.evaluation.rules.RecordedSample;
import dev.tocsin.evaluation.rules.RuleEvaluationContext;
import dev.tocsin.evaluation.rules.RuleQuery;
import dev.tocsin.evaluation.samples.SeriesStore;
import dev.tocsin.labels.Labels;
import java.net.URI;
import java.time.Instant;
import java.util.List;

/** Evaluates rules over a store and stores nothing. */
record TestEvaluation(SeriesStore store) implements RuleEvaluationContext {
    private static final Engine ENGINE = new Engine(EngineOptions.DEFAULTS);

    @Override
    public Expr parse(String text) {
        return ENGINE.parse(text);
    }

    @Override
    public List<Value.Element> query(Expr expr, Instant at) {
        return RuleQuery.evaluate(ENGINE, store, expr, at, Cancellation.NEVER);
    }

    @Override
    public String append(List<RecordedSample> samples) {
        return "";
    }

    @Override
    public Origin origin() {
        return new Origin(Labels.EMPTY, URI.create("http://tocsin"));
    }
}

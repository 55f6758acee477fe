package dev.tocsin.bench;

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

/** Evaluates rules on a store and appends recorded samples to it, as an instance does. */
final class StoreEvaluationContext implements RuleEvaluationContext {
    private final Engine engine = new Engine(EngineOptions.DEFAULTS);
    private final SeriesStore store;

    StoreEvaluationContext(SeriesStore store) {
        this.store = store;
    }

    @Override
    public Expr parse(String text) {
        return engine.parse(text);
    }

    @Override
    public List<Value.Element> query(Expr expr, Instant at) {
        return RuleQuery.evaluate(engine, store, expr, at, Cancellation.NEVER);
    }

    @Override
    public String append(List<RecordedSample> samples) {
        samples.forEach(sample -> store.append(sample.labels(), sample.sample()));
        return "";
    }

    @Override
    public Origin origin() {
        return new Origin(Labels.EMPTY, URI.create("http://localhost:9090"));
    }
}

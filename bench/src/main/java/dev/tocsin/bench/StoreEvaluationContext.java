package dev.tocsin.bench;

import dev.tocsin.evaluation.promql.Expr;
import dev.tocsin.evaluation.promql.engine.CommonSubexpressions;
import dev.tocsin.evaluation.promql.engine.Engine;
import dev.tocsin.evaluation.promql.engine.SharedResults;
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
final class StoreEvaluationContext implements RuleEvaluationContext, AutoCloseable {
    private final Engine engine = new Engine(EngineOptions.DEFAULTS);
    private final SeriesStore store;
    private final SharedResults shared;

    /** Evaluates each rule alone. */
    StoreEvaluationContext(SeriesStore store) {
        this(store, CommonSubexpressions.NONE);
    }

    /** Evaluates the rules of one tick with the results that they have in common. */
    StoreEvaluationContext(SeriesStore store, CommonSubexpressions common) {
        this.store = store;
        this.shared = engine.share(common);
    }

    @Override
    public Expr parse(String text) {
        return engine.parse(text);
    }

    @Override
    public List<Value.Element> query(Expr expr, Instant at) {
        return RuleQuery.evaluate(engine, store, expr, at, Cancellation.NEVER, shared);
    }

    @Override
    public String append(List<RecordedSample> samples) {
        samples.forEach(sample -> store.append(sample.labels(), sample.sample()));
        return "";
    }

    @Override
    public void close() {
        shared.close();
    }

    @Override
    public Origin origin() {
        return new Origin(Labels.EMPTY, URI.create("http://localhost:9090"));
    }
}

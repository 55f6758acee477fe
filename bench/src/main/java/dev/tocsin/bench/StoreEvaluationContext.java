package dev.tocsin.bench;

import dev.tocsin.evaluation.promql.Expr;
import dev.tocsin.evaluation.promql.engine.Engine;
import dev.tocsin.evaluation.promql.vectors.EngineOptions;
import dev.tocsin.evaluation.promql.vectors.Value;
import dev.tocsin.evaluation.rules.RecordedSample;
import dev.tocsin.evaluation.rules.RuleEvaluationContext;
import dev.tocsin.evaluation.rules.VectorElement;
import dev.tocsin.evaluation.samples.SeriesStore;
import dev.tocsin.labels.Labels;
import java.net.URI;
import java.time.Instant;
import java.util.List;

/** Rules on a store, which takes what they write as well, as in an instance. */
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
    public List<VectorElement> query(Expr expr, Instant at) {
        var vector =
                (Value.Vector) engine.instant(store, expr, at.toEpochMilli()).value();
        return vector.elements().stream().map(VectorElement::of).toList();
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

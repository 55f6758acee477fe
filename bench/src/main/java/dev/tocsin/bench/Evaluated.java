package dev.tocsin.bench;

import dev.tocsin.evaluation.promql.Expr;
import dev.tocsin.evaluation.promql.engine.Engine;
import dev.tocsin.evaluation.promql.vectors.Options;
import dev.tocsin.evaluation.promql.vectors.Value;
import dev.tocsin.evaluation.rules.Element;
import dev.tocsin.evaluation.rules.Evaluation;
import dev.tocsin.evaluation.rules.RecordedSample;
import dev.tocsin.evaluation.samples.SeriesStore;
import dev.tocsin.labels.Labels;
import java.net.URI;
import java.time.Instant;
import java.util.List;

/** Rules on a store, which takes what they write as well, as in an instance. */
final class Evaluated implements Evaluation {
    private final Engine engine = new Engine(Options.DEFAULTS);
    private final SeriesStore store;

    Evaluated(SeriesStore store) {
        this.store = store;
    }

    @Override
    public Expr parse(String text) {
        return engine.parse(text);
    }

    @Override
    public List<Element> query(Expr expr, Instant at) {
        var vector =
                (Value.Vector) engine.instant(store, expr, at.toEpochMilli()).value();
        return vector.elements().stream().map(Element::of).toList();
    }

    @Override
    public String record(List<RecordedSample> samples) {
        samples.forEach(sample -> store.append(sample.labels(), sample.sample()));
        return "";
    }

    @Override
    public Origin origin() {
        return new Origin(Labels.EMPTY, URI.create("http://localhost:9090"));
    }
}

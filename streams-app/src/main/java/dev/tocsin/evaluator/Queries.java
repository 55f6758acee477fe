package dev.tocsin.evaluator;

import dev.tocsin.evaluation.promql.DurationException;
import dev.tocsin.evaluation.promql.Expr;
import dev.tocsin.evaluation.promql.engine.Engine;
import dev.tocsin.evaluation.promql.vectors.EvaluationException;
import dev.tocsin.evaluation.promql.vectors.Patience;
import dev.tocsin.evaluation.promql.vectors.Value;
import dev.tocsin.evaluation.rules.Element;
import dev.tocsin.evaluation.rules.QueryFailedException;
import dev.tocsin.evaluation.samples.Queryable;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.LongSupplier;

/** Asks the engine as rules ask: at one instant, for a vector, and not for ever. */
public final class Queries {
    private final Engine engine;
    private final Queryable source;
    private final Duration longest;
    private final int mostSeries;
    private final LongSupplier nanos;

    /**
     * @param longest how long one query may take
     * @param mostSeries how many series one result may have
     * @param nanos a clock that never jumps, in nanoseconds
     */
    public Queries(Engine engine, Queryable source, Duration longest, int mostSeries, LongSupplier nanos) {
        this.engine = engine;
        this.source = source;
        this.longest = longest;
        this.mostSeries = mostSeries;
        this.nanos = nanos;
    }

    Expr parse(String text) {
        return engine.parse(text);
    }

    List<Element> ask(Expr expr, Instant at) {
        try {
            return engine.instant(source, expr, at.toEpochMilli(), patience())
                    .value()
                    .match(new AsVector(mostSeries));
        } catch (EvaluationException | DurationException e) {
            throw new QueryFailedException(e.getMessage(), e);
        }
    }

    /** What a clock that never jumps says. */
    Duration now() {
        return Duration.ofNanos(nanos.getAsLong());
    }

    private Patience patience() {
        var end = nanos.getAsLong() + longest.toNanos();
        return () -> nanos.getAsLong() - end > 0 ? Patience.Mood.TIMED_OUT : Patience.Mood.WAITING;
    }

    private record AsVector(int mostSeries) implements Value.Cases<List<Element>> {
        @Override
        public List<Element> scalar(Value.Scalar scalar) {
            return List.of(new Element(dev.tocsin.labels.Labels.EMPTY, scalar.value()));
        }

        @Override
        public List<Element> vector(Value.Vector vector) {
            var count = vector.elements().size();
            if (count > mostSeries) {
                throw new QueryFailedException(
                        "result has %d series, but an instance holds at most %d (evaluation.max_series): aggregate it, or filter more"
                                .formatted(count, mostSeries));
            }
            return vector.elements().stream().map(Element::of).toList();
        }

        @Override
        public List<Element> matrix(Value.Matrix matrix) {
            throw new QueryFailedException("rule result is not a vector or scalar");
        }

        @Override
        public List<Element> text(Value.Text text) {
            throw new QueryFailedException("rule result is not a vector or scalar");
        }
    }
}

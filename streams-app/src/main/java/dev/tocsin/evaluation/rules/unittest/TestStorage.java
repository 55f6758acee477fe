package dev.tocsin.evaluation.rules.unittest;

import dev.tocsin.evaluation.promql.Expr;
import dev.tocsin.evaluation.promql.Features;
import dev.tocsin.evaluation.promql.PromqlSyntaxException;
import dev.tocsin.evaluation.promql.engine.Engine;
import dev.tocsin.evaluation.promql.vectors.Cancellation;
import dev.tocsin.evaluation.promql.vectors.EngineOptions;
import dev.tocsin.evaluation.promql.vectors.Value;
import dev.tocsin.evaluation.rules.QueryFailedException;
import dev.tocsin.evaluation.rules.RecordedSample;
import dev.tocsin.evaluation.rules.Rule;
import dev.tocsin.evaluation.rules.RuleEvaluationContext;
import dev.tocsin.evaluation.rules.RuleQuery;
import dev.tocsin.evaluation.samples.AppendResult;
import dev.tocsin.evaluation.samples.Sample;
import dev.tocsin.evaluation.samples.Series;
import dev.tocsin.evaluation.samples.SeriesStore;
import dev.tocsin.labels.Labels;
import dev.tocsin.labels.Matcher;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Input and recorded samples of one test, and the engine. */
final class TestStorage implements RuleEvaluationContext {
    private final Origin origin;
    private final Engine engine;
    private final SeriesStore store = new SeriesStore(Integer.MAX_VALUE);
    private final List<String> rejections = new ArrayList<>();

    TestStorage(Origin origin, Duration subqueryStep, Features features) {
        var usual = EngineOptions.DEFAULTS;
        this.origin = origin;
        this.engine = new Engine(new EngineOptions(usual.lookback(), subqueryStep, usual.maxSamples(), features));
    }

    void append(Labels labels, Sample sample) {
        store.append(labels, sample);
    }

    @Override
    public Expr parse(String text) {
        return engine.parse(text);
    }

    @Override
    public List<Value.Element> query(Expr expr, Instant at) {
        return RuleQuery.evaluate(engine, store, expr, at, Cancellation.NEVER);
    }

    /** A query in PromQL is answered with the samples of the test. */
    @Override
    public List<Value.Element> result(Rule rule, Instant at) {
        return query(rule.expression().overSamples().orElseGet(() -> parseQuery(rule)), at);
    }

    private Expr parseQuery(Rule rule) {
        try {
            return parse(rule.expression().text());
        } catch (PromqlSyntaxException e) {
            var source = rule.expression().dataSource();
            throw new QueryFailedException(
                    ("the rule queries data source '%s' with a text that is not PromQL, which input_series cannot answer:"
                                    + " test the query with 'tocsin datasources test %s QUERY'")
                            .formatted(source, source));
        }
    }

    /** Called once after each rule. */
    @Override
    public String append(List<RecordedSample> samples) {
        var rejected = "";
        for (var sample : samples) {
            var appended = store.append(sample.labels(), sample.sample());
            var isAccepted = appended.isStored() || appended == AppendResult.DUPLICATE || sample.isStaleMarker();
            rejected = isAccepted ? rejected : "duplicate sample for timestamp";
        }
        rejections.add(rejected);
        return "";
    }

    @Override
    public Origin origin() {
        return origin;
    }

    /** Per rule evaluated since the last call, why samples were rejected; empty if none were. */
    List<String> rejections() {
        var result = List.copyOf(rejections);
        rejections.clear();
        return result;
    }

    List<Series> allSeries() {
        var everything = Matcher.promql(Labels.NAME, Matcher.Op.NOT_EQUAL, "\0");
        return store.select(List.of(everything), Long.MIN_VALUE, Long.MAX_VALUE);
    }
}

package dev.tocsin.evaluator;

import dev.tocsin.evaluation.promql.Expr;
import dev.tocsin.evaluation.rules.Element;
import dev.tocsin.evaluation.rules.Evaluation;
import dev.tocsin.evaluation.rules.RecordedSample;
import dev.tocsin.evaluation.samples.Appended;
import dev.tocsin.labels.Labels;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** One evaluation of a group over the samples of this instance. It measures, too, how long each rule took. */
final class LiveEvaluation implements Evaluation {
    private final Bureau bureau;
    private final List<Duration> ruleTimes = new ArrayList<>();
    private Duration ruleBegan;

    LiveEvaluation(Bureau bureau) {
        this.bureau = bureau;
        this.ruleBegan = bureau.queries().now();
    }

    @Override
    public Expr parse(String text) {
        return bureau.queries().parse(text);
    }

    @Override
    public List<Element> query(Expr expr, Instant at) {
        return bureau.queries().ask(expr, at);
    }

    /** Called after each rule: every instance has what it recorded at once, and the topic brings nothing new to it. */
    @Override
    public String record(List<RecordedSample> samples) {
        var beyond = 0;
        for (var sample : samples) {
            var appended = bureau.store().append(sample.labels(), sample.sample());
            if (!appended.isStored()) {
                bureau.telemetry().sampleRejected(appended.name());
                beyond += appended == Appended.LIMIT ? 1 : 0;
            }
        }
        var now = bureau.queries().now();
        ruleTimes.add(now.minus(ruleBegan));
        ruleBegan = now;
        return beyond == 0
                ? ""
                : "%d of %d series are not kept: this instance holds %d already (evaluation.max_series)"
                        .formatted(beyond, samples.size(), bureau.store().maxSeries());
    }

    @Override
    public Origin origin() {
        return new Origin(Labels.EMPTY, bureau.externalUrl());
    }

    List<Duration> ruleTimes() {
        return ruleTimes;
    }
}

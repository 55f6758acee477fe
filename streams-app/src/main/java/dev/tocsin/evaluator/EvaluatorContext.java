package dev.tocsin.evaluator;

import dev.tocsin.alerts.Alert;
import dev.tocsin.evaluation.rules.RuleEvaluationContext.Origin;
import dev.tocsin.evaluation.samples.SeriesStore;
import dev.tocsin.labels.RelabelConfig;
import dev.tocsin.telemetry.Telemetry;
import dev.tocsin.timing.WallClockLoop;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Dependencies of rule evaluation on one instance. Used on {@code loop} only, except by evaluations on {@code workers}.
 *
 * @param isPreferred whether this instance writes first in a matter, such as a group key
 * @param headStart how long the other instances wait before they write themselves
 * @param logTime time of the cluster log
 * @param origin external labels and URL, for templates and generator URLs
 * @param alertRelabeling applied to the alerts after the external labels are added
 * @param agreement receives what this instance found
 * @param alertSink the notifier of this instance
 */
public record EvaluatorContext(
        WallClockLoop loop,
        Executor workers,
        AlertStateLog alertStates,
        SampleLog samples,
        SeriesStore store,
        RuleQueries queries,
        Predicate<String> isPreferred,
        Duration headStart,
        TickSettings ticks,
        Supplier<Instant> logTime,
        Origin origin,
        List<RelabelConfig> alertRelabeling,
        Agreement agreement,
        Telemetry telemetry,
        Consumer<List<Alert>> alertSink) {
    /** The alert of a rule with external labels and after relabeling, as Prometheus sends it. Empty if relabeling drops it. */
    public Optional<Alert> outgoing(Alert alert) {
        return new OutgoingLabels(origin.externalLabels(), alertRelabeling)
                .of(alert.labels())
                .map(labels -> new Alert(
                        labels,
                        alert.annotations(),
                        alert.startsAt(),
                        alert.endsAt(),
                        alert.generatorUrl(),
                        alert.updatedAt()));
    }
}

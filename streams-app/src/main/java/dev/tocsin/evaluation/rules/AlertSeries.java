package dev.tocsin.evaluation.rules;

import dev.tocsin.labels.Labels;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/** Prometheus's series {@code ALERTS} and {@code ALERTS_FOR_STATE} of an alert. */
final class AlertSeries {
    private static final String ALERTS = "ALERTS";
    private static final String ALERTS_FOR_STATE = "ALERTS_FOR_STATE";

    /** The metric names of these series. */
    static final List<String> NAMES = List.of(ALERTS, ALERTS_FOR_STATE);

    private AlertSeries() {}

    /** Empty if the alert is neither pending nor firing. */
    static Stream<RecordedSample> of(AlertingRule rule, ActiveAlert alert, Instant at) {
        return alert.state().isActive() ? of(rule, alert.labels(), alert.state(), at) : Stream.empty();
    }

    private static Stream<RecordedSample> of(AlertingRule rule, Labels alert, AlertState alertState, Instant at) {
        var labels = Labels.of(rule.labels()).with(alert);
        var state = alertState.isFiring() ? "firing" : "pending";
        return Stream.of(
                RecordedSample.of(labels.with(Labels.NAME, ALERTS).with("alertstate", state), at, 1),
                RecordedSample.of(
                        labels.with(Labels.NAME, ALERTS_FOR_STATE),
                        at,
                        alertState.times().activeAt().getEpochSecond()));
    }
}

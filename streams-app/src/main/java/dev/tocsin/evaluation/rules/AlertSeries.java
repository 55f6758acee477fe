package dev.tocsin.evaluation.rules;

import dev.tocsin.labels.Labels;
import java.time.Instant;
import java.util.stream.Stream;

/** The series by which other rules and people can query what is pending and firing. */
final class AlertSeries {
    private AlertSeries() {}

    /** None, unless the alert is active. */
    static Stream<RecordedSample> of(AlertingRule rule, ActiveAlert alert, Instant at) {
        return alert.state().isActive() ? of(rule, alert.labels(), alert.state(), at) : Stream.empty();
    }

    private static Stream<RecordedSample> of(AlertingRule rule, Labels alert, AlertState alertState, Instant at) {
        var labels = Labels.of(rule.labels()).with(alert);
        var state = alertState.isFiring() ? "firing" : "pending";
        return Stream.of(
                RecordedSample.of(labels.with(Labels.NAME, "ALERTS").with("alertstate", state), at, 1),
                RecordedSample.of(
                        labels.with(Labels.NAME, "ALERTS_FOR_STATE"),
                        at,
                        alertState.times().activeAt().getEpochSecond()));
    }
}

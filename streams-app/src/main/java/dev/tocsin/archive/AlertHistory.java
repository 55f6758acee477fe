package dev.tocsin.archive;

import dev.tocsin.alerts.Alert;
import dev.tocsin.evaluation.rules.AlertState.Kind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Folds what is reported of alerts: where they stand, and each step on the way there once. */
public final class AlertHistory {
    private final Rows rows;

    public AlertHistory(Rows rows) {
        this.rows = rows;
    }

    /** An alert of a rule is reported, perhaps not for the first time. */
    public List<Change> reported(ReportedAlert next) {
        var before = rows.find(Table.ALERT_STATE, Ids.bounded(next.key())).map(AlertRows::reported);
        var times = AlertTimes.of(next.persisted().alert().state());
        if (before.filter(last -> last.tick().isAfter(next.tick())).isPresent()) {
            return step(next, times.enteredAt());
        }
        var changes = new ArrayList<Change>();
        if (before.filter(last -> last.persisted()
                        .alert()
                        .state()
                        .equals(next.persisted().alert().state()))
                .isEmpty()) {
            var isBack = times.kind() == Kind.FIRING
                    && before.filter(last -> isRecoveringFrom(last, times)).isPresent();
            changes.addAll(step(next, isBack ? next.tick() : times.enteredAt()));
        }
        changes.add(
                times.kind() == Kind.RESOLVED
                        ? Change.remove(Table.ALERT_STATE, next.key())
                        : Change.put(AlertRows.state(next)));
        return changes;
    }

    /** @param key {@code rule uid/fingerprint} */
    public List<Change> forgotten(String key) {
        return List.of(Change.remove(Table.ALERT_STATE, key));
    }

    /** An alert is posted from outside, perhaps again. */
    public List<Change> posted(Alert next, boolean timedOut) {
        var changes = new ArrayList<Change>();
        var before = rows.find(Table.POSTED_ALERTS, next.fingerprint().toString());
        if (before.filter(last -> PostedRows.isOfEpisode(last, next)).isEmpty()) {
            changes.add(Change.put(PostedRows.fired(next)));
        }
        if (!timedOut && next.isResolvedAt(next.updatedAt())) {
            changes.add(Change.put(PostedRows.resolved(next)));
        } else if (rows.find(Table.ALERT_HISTORY, PostedRows.resolvedId(next)).isPresent()) {
            changes.add(Change.remove(Table.ALERT_HISTORY, PostedRows.resolvedId(next)));
        }
        changes.add(Change.put(PostedRows.known(next, timedOut)));
        return changes;
    }

    /** An alert from outside is not known any more, since it was over long ago. */
    public List<Change> postedForgotten(String fingerprint) {
        var changes = new ArrayList<Change>();
        rows.find(Table.POSTED_ALERTS, Ids.bounded(fingerprint))
                .ifPresent(row -> changes.addAll(ended(row, Instant.MAX)));
        changes.add(Change.remove(Table.POSTED_ALERTS, fingerprint));
        return changes;
    }

    /** The end of an alert from outside that nobody has posted again. @param now when that is asked */
    public List<Change> ended(Row posted, Instant now) {
        var alert = PostedRows.alert(posted);
        return alert.isOpen()
                        || !alert.isResolvedAt(now)
                        || rows.find(Table.ALERT_HISTORY, PostedRows.resolvedId(alert))
                                .isPresent()
                ? List.of()
                : List.of(Change.put(PostedRows.resolved(alert)));
    }

    // Others may have reported it before, in words that differ a little.
    private List<Change> step(ReportedAlert reported, Instant at) {
        var row = AlertRows.step(reported, at);
        return rows.find(Table.ALERT_HISTORY, row.id()).isPresent() ? List.of() : List.of(Change.put(row));
    }

    private static boolean isRecoveringFrom(ReportedAlert last, AlertTimes firing) {
        var times = AlertTimes.of(last.persisted().alert().state());
        return times.kind() == Kind.RECOVERING && times.firedAt().equals(firing.firedAt());
    }
}

package dev.tocsin.archive;

import dev.tocsin.alerts.Alert;
import dev.tocsin.evaluation.rules.AlertState.Kind;
import dev.tocsin.evaluation.rules.AlertStateTimes;
import dev.tocsin.evaluation.rules.RuleAlertState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Folds reported alert states into tables: the current state of each alert, and each state transition once. */
public record AlertHistory(RowStore rows) {

    /** Folds a report of the state of a rule's alert. Several instances may report the same state. */
    public List<RowChange> reported(RuleAlertState next) {
        var before =
                rows.find(ArchiveTable.ALERT_STATE, RowIds.bounded(next.key())).map(AlertRows::reported);
        var times = next.alert().state().times();
        if (before.filter(last -> last.tick().isAfter(next.tick())).isPresent()) {
            return transition(next, times.enteredAt());
        }
        var changes = new ArrayList<RowChange>();
        if (before.filter(last -> last.alert().state().equals(next.alert().state()))
                .isEmpty()) {
            var isBack = times.kind() == Kind.FIRING
                    && before.filter(last -> isBackFromRecovering(last, times)).isPresent();
            changes.addAll(transition(next, isBack ? next.tick() : times.enteredAt()));
        }
        changes.add(
                times.kind() == Kind.RESOLVED
                        ? RowChange.remove(ArchiveTable.ALERT_STATE, next.key())
                        : RowChange.put(AlertRows.state(next)));
        return changes;
    }

    /** @param key {@code rule uid/fingerprint} */
    public List<RowChange> deleted(String key) {
        return List.of(RowChange.remove(ArchiveTable.ALERT_STATE, key));
    }

    /** Folds an alert posted to the API. Senders repeat their alerts. */
    public List<RowChange> posted(Alert next, boolean timedOut) {
        var changes = new ArrayList<RowChange>();
        var before = rows.find(ArchiveTable.POSTED_ALERTS, next.fingerprint().toString());
        if (before.filter(last -> PostedAlertRows.isSameEpisode(last, next)).isEmpty()) {
            changes.add(RowChange.put(PostedAlertRows.fired(next)));
        }
        if (!timedOut && next.isResolvedAt(next.updatedAt())) {
            changes.add(RowChange.put(PostedAlertRows.resolved(next)));
        } else if (rows.find(ArchiveTable.ALERT_HISTORY, PostedAlertRows.resolvedId(next))
                .isPresent()) {
            changes.add(RowChange.remove(ArchiveTable.ALERT_HISTORY, PostedAlertRows.resolvedId(next)));
        }
        changes.add(RowChange.put(PostedAlertRows.current(next, timedOut)));
        return changes;
    }

    /** Folds the tombstone of a posted alert, which resolved long ago. */
    public List<RowChange> postedDeleted(String fingerprint) {
        var changes = new ArrayList<RowChange>();
        rows.find(ArchiveTable.POSTED_ALERTS, RowIds.bounded(fingerprint))
                .ifPresent(row -> changes.addAll(expired(row, Instant.MAX)));
        changes.add(RowChange.remove(ArchiveTable.POSTED_ALERTS, fingerprint));
        return changes;
    }

    /** The resolution of a posted alert whose end has passed because it was not posted again; none before its end. */
    public List<RowChange> expired(ArchiveRow posted, Instant now) {
        var alert = PostedAlertRows.alert(posted);
        return alert.hasNoEnd()
                        || !alert.isResolvedAt(now)
                        || rows.find(ArchiveTable.ALERT_HISTORY, PostedAlertRows.resolvedId(alert))
                                .isPresent()
                ? List.of()
                : List.of(RowChange.put(PostedAlertRows.resolved(alert)));
    }

    // Another instance may have reported the same transition before, with other annotations or another value.
    private List<RowChange> transition(RuleAlertState reported, Instant at) {
        var row = AlertRows.transition(reported, at);
        return rows.find(ArchiveTable.ALERT_HISTORY, row.id()).isPresent() ? List.of() : List.of(RowChange.put(row));
    }

    private static boolean isBackFromRecovering(RuleAlertState last, AlertStateTimes firing) {
        var times = last.alert().state().times();
        return times.kind() == Kind.RECOVERING && times.firedAt().equals(firing.firedAt());
    }
}

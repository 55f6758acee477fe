package dev.tocsin.kafka.codec;

import dev.tocsin.evaluation.rules.ActiveAlert;
import dev.tocsin.evaluation.rules.AlertState;
import dev.tocsin.evaluation.rules.PersistedAlert;
import dev.tocsin.labels.Labels;
import dev.tocsin.schemas.AlertPhaseRecord;
import dev.tocsin.schemas.AlertStateRecord;
import java.time.Instant;

final class AlertStateMapping {
    private static final Instant NEVER = Instant.EPOCH;

    private AlertStateMapping() {}

    static LoggedAlert fromRecord(AlertStateRecord record) {
        var alert = new ActiveAlert(
                Labels.of(record.getLabels()), record.getAnnotations(), record.getValue(), state(record));
        return new LoggedAlert(new PersistedAlert(record.getRuleUid(), alert), record.getGroup(), record.getTick());
    }

    private static AlertState state(AlertStateRecord record) {
        var since = record.getActiveAt();
        return switch (record.getState()) {
            case PENDING -> new AlertState.Pending(since);
            case FIRING -> new AlertState.Firing(since, record.getFiredAt());
            case RECOVERING -> new AlertState.Recovering(since, record.getFiredAt(), record.getKeepFiringSince());
            case RESOLVED -> new AlertState.Resolved(since, record.getFiredAt(), record.getResolvedAt());
        };
    }

    static AlertStateRecord toRecord(LoggedAlert logged) {
        var alert = logged.persisted().alert();
        var times = StateTimes.of(alert.state());
        return AlertStateRecord.newBuilder()
                .setRuleUid(logged.persisted().ruleUid())
                .setGroup(logged.group())
                .setLabels(alert.labels().asMap())
                .setAnnotations(alert.annotations())
                .setValue(alert.value())
                .setState(AlertPhaseRecord.valueOf(alert.state().kind().name()))
                .setActiveAt(times.activeAt())
                .setFiredAt(times.firedAt())
                .setKeepFiringSince(times.keepFiringSince())
                .setResolvedAt(times.resolvedAt())
                .setTick(logged.tick())
                .build();
    }

    private record StateTimes(Instant activeAt, Instant firedAt, Instant keepFiringSince, Instant resolvedAt) {
        static StateTimes of(AlertState state) {
            if (state instanceof AlertState.Pending pending) {
                return new StateTimes(pending.activeAt(), NEVER, NEVER, NEVER);
            }
            if (state instanceof AlertState.Firing firing) {
                return new StateTimes(firing.activeAt(), firing.firedAt(), NEVER, NEVER);
            }
            if (state instanceof AlertState.Recovering recovering) {
                return new StateTimes(recovering.activeAt(), recovering.firedAt(), recovering.keepFiringSince(), NEVER);
            }
            if (state instanceof AlertState.Resolved resolved) {
                return new StateTimes(resolved.activeAt(), resolved.firedAt(), NEVER, resolved.resolvedAt());
            }
            throw new IllegalStateException("an inactive alert is forgotten by a tombstone, not written");
        }
    }
}

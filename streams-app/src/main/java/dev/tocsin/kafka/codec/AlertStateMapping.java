package dev.tocsin.kafka.codec;

import dev.tocsin.evaluation.rules.ActiveAlert;
import dev.tocsin.evaluation.rules.AlertState;
import dev.tocsin.evaluation.rules.AlertStateTimes;
import dev.tocsin.evaluation.rules.PersistedAlert;
import dev.tocsin.labels.Labels;
import dev.tocsin.schemas.AlertPhaseRecord;
import dev.tocsin.schemas.AlertStateRecord;

final class AlertStateMapping {
    private AlertStateMapping() {}

    static LoggedAlert fromRecord(AlertStateRecord record) {
        var alert = new ActiveAlert(
                Labels.of(record.getLabels()),
                record.getAnnotations(),
                record.getValue(),
                times(record).state());
        return new LoggedAlert(new PersistedAlert(record.getRuleUid(), alert), record.getGroup(), record.getTick());
    }

    private static AlertStateTimes times(AlertStateRecord record) {
        return new AlertStateTimes(
                AlertState.Kind.valueOf(record.getState().name()),
                record.getActiveAt(),
                record.getFiredAt(),
                record.getKeepFiringSince(),
                record.getResolvedAt());
    }

    static AlertStateRecord toRecord(LoggedAlert logged) {
        var alert = logged.persisted().alert();
        var times = alert.state().times();
        return AlertStateRecord.newBuilder()
                .setRuleUid(logged.persisted().ruleUid())
                .setGroup(logged.group())
                .setLabels(alert.labels().asMap())
                .setAnnotations(alert.annotations())
                .setValue(alert.value())
                .setState(AlertPhaseRecord.valueOf(times.kind().name()))
                .setActiveAt(times.activeAt())
                .setFiredAt(times.firedAt())
                .setKeepFiringSince(times.keepFiringSince())
                .setResolvedAt(times.resolvedAt())
                .setTick(logged.tick())
                .build();
    }
}

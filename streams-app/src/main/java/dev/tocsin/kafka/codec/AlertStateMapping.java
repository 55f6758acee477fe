package dev.tocsin.kafka.codec;

import dev.tocsin.evaluation.rules.ActiveAlert;
import dev.tocsin.evaluation.rules.AlertState;
import dev.tocsin.evaluation.rules.AlertStateTimes;
import dev.tocsin.evaluation.rules.RuleAlertState;
import dev.tocsin.labels.Labels;
import dev.tocsin.schemas.AlertPhaseRecord;
import dev.tocsin.schemas.AlertStateRecord;

final class AlertStateMapping {
    private AlertStateMapping() {}

    static RuleAlertState fromRecord(AlertStateRecord record) {
        var alert = new ActiveAlert(
                Labels.of(record.getLabels()),
                record.getAnnotations(),
                record.getValue(),
                times(record).state(),
                record.getMissingSince());
        return new RuleAlertState(record.getRuleUid(), record.getGroup(), record.getTick(), alert);
    }

    private static AlertStateTimes times(AlertStateRecord record) {
        return new AlertStateTimes(
                AlertState.Kind.valueOf(record.getState().name()),
                record.getActiveAt(),
                record.getFiredAt(),
                record.getKeepFiringSince(),
                record.getResolvedAt());
    }

    static AlertStateRecord toRecord(RuleAlertState logged) {
        var alert = logged.alert();
        var times = alert.state().times();
        return AlertStateRecord.newBuilder()
                .setRuleUid(logged.ruleUid())
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
                .setMissingSince(alert.missingSince())
                .build();
    }

    /** Whether the first version of the schema holds the whole record. */
    static boolean hasNoMissingSeries(AlertStateRecord record) {
        return record.getMissingSince().equals(AlertStateTimes.NEVER);
    }
}

package dev.tocsin.kafka.codec;

import dev.tocsin.alerts.Alert;
import dev.tocsin.alerts.PostedAlert;
import dev.tocsin.labels.Labels;
import dev.tocsin.schemas.AlertRecord;
import java.time.Instant;

final class AlertMapping {
    private AlertMapping() {}

    static PostedAlert fromRecord(AlertRecord record) {
        var updatedAt = record.getUpdatedAt();
        var alert = new Alert(
                Labels.of(record.getLabels()),
                record.getAnnotations(),
                record.getStartsAt(),
                record.getEndsAt().equals(Instant.EPOCH) ? Alert.NO_END : record.getEndsAt(),
                record.getGeneratorURL(),
                updatedAt.equals(Instant.EPOCH) ? record.getStartsAt() : updatedAt);
        return new PostedAlert(alert, record.getTimeout());
    }

    static AlertRecord toRecord(PostedAlert posted) {
        var alert = posted.alert();
        return new AlertRecord(
                alert.labels().asMap(),
                alert.annotations(),
                alert.startsAt(),
                alert.hasNoEnd() ? Instant.EPOCH : alert.endsAt(),
                alert.generatorUrl(),
                alert.updatedAt(),
                posted.timedOut());
    }
}

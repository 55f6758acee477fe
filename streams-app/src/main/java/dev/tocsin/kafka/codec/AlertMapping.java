package dev.tocsin.kafka.codec;

import dev.tocsin.alerts.Alert;
import dev.tocsin.alerts.PostedAlert;
import dev.tocsin.labels.Labels;
import dev.tocsin.schemas.AlertRecord;
import java.time.Instant;

final class AlertMapping {
    private static final int NANOS_PER_MILLI = 1_000_000;

    private AlertMapping() {}

    static PostedAlert fromRecord(AlertRecord record) {
        var updatedAt = record.getUpdatedAt();
        var startsAt = plusNanos(record.getStartsAt(), record.getStartsAtNanos());
        var endsAt = plusNanos(record.getEndsAt(), record.getEndsAtNanos());
        var alert = new Alert(
                Labels.of(record.getLabels()),
                record.getAnnotations(),
                startsAt,
                endsAt.equals(Instant.EPOCH) ? Alert.NO_END : endsAt,
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
                posted.timedOut(),
                nanos(alert.startsAt()),
                alert.hasNoEnd() ? 0 : nanos(alert.endsAt()));
    }

    /** Whether the first version of the schema, whose times have milliseconds, holds the whole record. */
    static boolean hasMillisOnly(AlertRecord record) {
        return record.getStartsAtNanos() == 0 && record.getEndsAtNanos() == 0;
    }

    /** @throws IllegalArgumentException if the nanoseconds are a millisecond or more, or negative */
    private static Instant plusNanos(Instant time, int nanos) {
        if (nanos < 0 || nanos >= NANOS_PER_MILLI) {
            throw new IllegalArgumentException(
                    "%d are not the nanoseconds of a part of a millisecond: 0 to 999999".formatted(nanos));
        }
        return time.plusNanos(nanos);
    }

    private static int nanos(Instant time) {
        return time.getNano() % NANOS_PER_MILLI;
    }
}

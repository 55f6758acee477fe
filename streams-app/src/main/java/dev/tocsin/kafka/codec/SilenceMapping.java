package dev.tocsin.kafka.codec;

import dev.tocsin.labels.Matcher;
import dev.tocsin.notification.silences.Silence;
import dev.tocsin.notification.silences.SilenceExpiry;
import dev.tocsin.schemas.MatcherRecord;
import dev.tocsin.schemas.SilenceRecord;
import java.time.Duration;

final class SilenceMapping {
    private SilenceMapping() {}

    static Silence fromRecord(SilenceRecord record) {
        return new Silence(
                record.getId(),
                record.getMatchers().stream().map(SilenceMapping::matcher).toList(),
                record.getStartsAt(),
                record.getEndsAt(),
                record.getUpdatedAt(),
                record.getCreatedBy(),
                record.getComment(),
                record.getAnnotations(),
                SilenceExpiry.of(record.getExpire(), Duration.ofMillis(record.getExpireGraceMillis())),
                record.getReplaces());
    }

    static SilenceRecord toRecord(Silence silence) {
        return SilenceRecord.newBuilder()
                .setId(silence.id())
                .setMatchers(
                        silence.matchers().stream().map(SilenceMapping::record).toList())
                .setStartsAt(silence.startsAt())
                .setEndsAt(silence.endsAt())
                .setUpdatedAt(silence.updatedAt())
                .setCreatedBy(silence.createdBy())
                .setComment(silence.comment())
                .setAnnotations(silence.annotations())
                .setExpire(silence.expiry().text())
                .setExpireGraceMillis(silence.expiry().grace().toMillis())
                .setReplaces(silence.replaces())
                .build();
    }

    private static Matcher matcher(MatcherRecord record) {
        return Matcher.alerting(
                record.getName(), Matcher.Op.of(record.getIsRegex(), record.getIsEqual()), record.getValue());
    }

    private static MatcherRecord record(Matcher matcher) {
        return new MatcherRecord(
                matcher.name(),
                matcher.value(),
                matcher.op().isRegex(),
                !matcher.op().isNegative());
    }
}

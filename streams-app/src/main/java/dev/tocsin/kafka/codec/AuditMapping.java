package dev.tocsin.kafka.codec;

import dev.tocsin.audit.AuditEntry;
import dev.tocsin.schemas.AuditRecord;

final class AuditMapping {
    private AuditMapping() {}

    static AuditEntry fromRecord(AuditRecord record) {
        var offset = record.getLogOffset();
        return new AuditEntry(
                record.getId(),
                record.getAt(),
                new AuditEntry.Actor(record.getWho(), record.getHow(), record.getFrom()),
                record.getAction(),
                record.getObject(),
                record.getBefore(),
                record.getAfter(),
                AuditEntry.Outcome.of(record.getOutcome()),
                record.getReason(),
                offset < 0
                        ? AuditEntry.Position.NONE
                        : new AuditEntry.Position(record.getLogTopic(), record.getLogPartition(), offset),
                record.getInstance());
    }

    static AuditRecord toRecord(AuditEntry entry) {
        return new AuditRecord(
                entry.id(),
                entry.at(),
                entry.actor().who(),
                entry.actor().how(),
                entry.actor().from(),
                entry.action(),
                entry.object(),
                entry.before(),
                entry.after(),
                entry.outcome().text(),
                entry.reason(),
                entry.position().topic(),
                entry.position().partition(),
                entry.position().offset(),
                entry.instance());
    }
}

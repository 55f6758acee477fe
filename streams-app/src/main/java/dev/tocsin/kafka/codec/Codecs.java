package dev.tocsin.kafka.codec;

import dev.tocsin.alerts.PostedAlert;
import dev.tocsin.audit.AuditEntry;
import dev.tocsin.evaluation.rules.RuleAlertState;
import dev.tocsin.evaluation.rules.RuleGroupDraft;
import dev.tocsin.notification.log.Claim;
import dev.tocsin.notification.log.ClaimReleased;
import dev.tocsin.notification.log.Member;
import dev.tocsin.notification.log.NflogEntry;
import dev.tocsin.notification.log.SlotState;
import dev.tocsin.notification.silences.Silence;
import dev.tocsin.schemas.AlertRecord;
import dev.tocsin.schemas.AlertStateRecord;
import dev.tocsin.schemas.AuditRecord;
import dev.tocsin.schemas.ClaimRecord;
import dev.tocsin.schemas.ConfigRecord;
import dev.tocsin.schemas.MemberRecord;
import dev.tocsin.schemas.ReleasedRecord;
import dev.tocsin.schemas.RuleGroupRecord;
import dev.tocsin.schemas.SampleBatchRecord;
import dev.tocsin.schemas.SentRecord;
import dev.tocsin.schemas.SilenceRecord;
import java.time.Instant;

/** The codecs of all records. Instants keep their milliseconds, those of alerts their nanoseconds. */
public final class Codecs {
    public static final Codec<Silence> SILENCE =
            Codec.of(SilenceRecord.class).as(SilenceMapping::fromRecord, SilenceMapping::toRecord);

    public static final Codec<Claim> CLAIM = Codec.of(ClaimRecord.class).as(SlotMapping::claim, SlotMapping::record);

    public static final Codec<ClaimReleased> RELEASED =
            Codec.of(ReleasedRecord.class).as(SlotMapping::released, SlotMapping::record);

    public static final Codec<NflogEntry> SENT =
            Codec.of(SentRecord.class).as(SentMapping::fromRecord, SentMapping::toRecord);

    /** The time of the last heartbeat is not encoded: it is the append time. */
    public static final Codec<Member> MEMBER = Codec.of(MemberRecord.class)
            .as(
                    record -> new Member(
                            record.getInstance(),
                            record.getStartedAt(),
                            record.getAddress(),
                            record.getVersion(),
                            record.getLeaving(),
                            Instant.EPOCH),
                    member -> new MemberRecord(
                            member.instance(),
                            member.startedAt(),
                            member.address(),
                            member.version(),
                            member.leaving()));

    /** Alerts keep the nanoseconds of their times; without nanoseconds they are written for older instances, too. */
    public static final Codec<PostedAlert> ALERT = Codec.of(AlertRecord.class, 1, AlertMapping::hasMillisOnly)
            .as(AlertMapping::fromRecord, AlertMapping::toRecord);

    public static final Codec<ConfigDocument> CONFIG = Codec.of(ConfigRecord.class)
            .as(
                    record -> new ConfigDocument(
                            record.getDocument(), record.getFiles(), record.getUpdatedAt(), record.getUpdatedBy()),
                    config -> new ConfigRecord(
                            config.document(), config.updatedAt(), config.updatedBy(), config.files()));

    public static final Codec<AuditEntry> AUDIT =
            Codec.of(AuditRecord.class).as(AuditMapping::fromRecord, AuditMapping::toRecord);

    /** Groups that only have fields of Prometheus's rule files are written for older instances, too. */
    public static final Codec<RuleGroupDraft> RULES = Codec.of(RuleGroupRecord.class, 1, RuleMapping::isOfPrometheus)
            .as(RuleMapping::fromRecord, RuleMapping::toRecord);

    public static final Codec<RuleAlertState> ALERT_STATE = Codec.of(
                    AlertStateRecord.class, 1, AlertStateMapping::hasNoMissingSeries)
            .as(AlertStateMapping::fromRecord, AlertStateMapping::toRecord);

    /** Samples without metadata and exemplars are written for older instances, too. */
    public static final Codec<SampleBatch> SAMPLES = Codec.of(SampleBatchRecord.class, 1, AdditionalMapping::isAbsent)
            .as(SampleMapping::fromRecord, SampleMapping::toRecord);

    /** The entry of a key in a replica's store. */
    public static final Codec<StoredRecord> STORED_RECORD = StoredRecordMapping.CODEC;

    /** The entry of a slot in a replica's store. */
    public static final Codec<SlotState> STORED_SLOT = StoredSlotMapping.CODEC;

    private Codecs() {}
}

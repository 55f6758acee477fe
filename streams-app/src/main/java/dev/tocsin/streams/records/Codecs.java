package dev.tocsin.streams.records;

import dev.tocsin.evaluation.rules.RuleGroupDraft;
import dev.tocsin.notification.claims.Claim;
import dev.tocsin.notification.claims.Member;
import dev.tocsin.notification.claims.Released;
import dev.tocsin.notification.claims.Sent;
import dev.tocsin.notification.claims.SlotState;
import dev.tocsin.notification.silences.Silence;
import dev.tocsin.schemas.AlertRecord;
import dev.tocsin.schemas.AlertStateRecord;
import dev.tocsin.schemas.ClaimRecord;
import dev.tocsin.schemas.ConfigRecord;
import dev.tocsin.schemas.MemberRecord;
import dev.tocsin.schemas.ReleasedRecord;
import dev.tocsin.schemas.RuleGroupRecord;
import dev.tocsin.schemas.SampleBatchRecord;
import dev.tocsin.schemas.SentRecord;
import dev.tocsin.schemas.SilenceRecord;

/** How each kind of value is written. Instants are kept to the millisecond. */
public final class Codecs {
    public static final Codec<Silence> SILENCE = new AvroCodec<>(SilenceRecord.class, SilenceRecord.SCHEMA$)
            .as(SilenceMapping::fromRecord, SilenceMapping::toRecord);

    public static final Codec<Claim> CLAIM =
            new AvroCodec<>(ClaimRecord.class, ClaimRecord.SCHEMA$).as(SlotMapping::claim, SlotMapping::record);

    public static final Codec<Released> RELEASED = new AvroCodec<>(ReleasedRecord.class, ReleasedRecord.SCHEMA$)
            .as(SlotMapping::released, SlotMapping::record);

    public static final Codec<Sent> SENT =
            new AvroCodec<>(SentRecord.class, SentRecord.SCHEMA$).as(SentMapping::fromRecord, SentMapping::toRecord);

    /** When the member was heard is not part of the bytes: it is the append time. */
    public static final Codec<Member> MEMBER = new AvroCodec<>(MemberRecord.class, MemberRecord.SCHEMA$)
            .as(MemberMapping::fromRecord, MemberMapping::toRecord);

    public static final Codec<ExternalAlert> ALERT = new AvroCodec<>(AlertRecord.class, AlertRecord.SCHEMA$)
            .as(AlertMapping::fromRecord, AlertMapping::toRecord);

    public static final Codec<ConfigDocument> CONFIG = new AvroCodec<>(ConfigRecord.class, ConfigRecord.SCHEMA$)
            .as(
                    record -> new ConfigDocument(
                            record.getDocument(), record.getFiles(), record.getUpdatedAt(), record.getUpdatedBy()),
                    config -> new ConfigRecord(
                            config.document(), config.updatedAt(), config.updatedBy(), config.files()));

    public static final Codec<RuleGroupDraft> RULES = new AvroCodec<>(RuleGroupRecord.class, RuleGroupRecord.SCHEMA$)
            .as(RuleMapping::fromRecord, RuleMapping::toRecord);

    public static final Codec<LoggedAlert> ALERT_STATE = new AvroCodec<>(
                    AlertStateRecord.class, AlertStateRecord.SCHEMA$)
            .as(AlertStateMapping::fromRecord, AlertStateMapping::toRecord);

    public static final Codec<SampleBatch> SAMPLES = new AvroCodec<>(SampleBatchRecord.class, SampleBatchRecord.SCHEMA$)
            .as(SampleMapping::fromRecord, SampleMapping::toRecord);

    /** How a replica keeps a key in its store. */
    public static final Codec<Kept> KEPT = KeptMapping.CODEC;

    /** How a replica keeps a slot in its store. */
    public static final Codec<SlotState> KEPT_SLOT = KeptSlotMapping.CODEC;

    private Codecs() {}
}

package dev.tocsin.kafka.codec;

import dev.tocsin.notification.log.Member;
import dev.tocsin.schemas.MemberRecord;
import java.time.Instant;

final class MemberMapping {
    private MemberMapping() {}

    static Member fromRecord(MemberRecord record) {
        return new Member(
                record.getInstance(),
                record.getStartedAt(),
                record.getAddress(),
                record.getVersion(),
                record.getLeaving(),
                Instant.EPOCH);
    }

    static MemberRecord toRecord(Member member) {
        return new MemberRecord(
                member.instance(), member.startedAt(), member.address(), member.version(), member.leaving());
    }
}

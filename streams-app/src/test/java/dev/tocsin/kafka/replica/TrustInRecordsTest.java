package dev.tocsin.kafka.replica;

import static dev.tocsin.kafka.TestRecords.SLOT;
import static dev.tocsin.kafka.TestRecords.TOPICS;
import static dev.tocsin.kafka.TestRecords.at;
import static dev.tocsin.kafka.TestRecords.claim;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.kafka.TestRecords;
import dev.tocsin.kafka.codec.Codecs;
import dev.tocsin.kafka.log.SkippedRecord;
import dev.tocsin.limits.Limit;
import dev.tocsin.notification.log.Claim;
import dev.tocsin.notification.log.Member;
import dev.tocsin.notification.log.NflogEntry;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Records that no instance wrote: they are believed within bounds. */
class TrustInRecordsTest {
    private static final Duration CENTURY = Duration.ofDays(36_500);
    private static final Instant YEAR_9999 = Instant.parse("9999-12-31T23:59:59Z");

    @TempDir
    Path directory;

    private ReplicaFixture fixture;

    @BeforeEach
    void begin() {
        fixture = new ReplicaFixture(directory);
    }

    @AfterEach
    void end() {
        fixture.close();
    }

    @Test
    void leaseOfACenturyEndsAfterFiveMinutes() {
        heartbeat(0, "a");
        fixture.log(1, TestRecords.CLAIM_KEY, Codecs.CLAIM.encode(new Claim(SLOT, "c1", "a", CENTURY)));
        assertThat(fixture.replica.slot(SLOT).holder().liveUntil()).isEqualTo(at(1).plus(Limit.CLAIM_LEASE.duration()));
        heartbeat(302, "b");
        fixture.log(302, TestRecords.CLAIM_KEY, Codecs.CLAIM.encode(claim("c2", "b")));
        assertThat(fixture.replica.slot(SLOT).isHeldBy("c2")).isTrue();
    }

    @Test
    void leaseBeyondTheRangeOfCalculationsEndsAfterFiveMinutes() {
        var json = """
                {"groupKey": "{}:{job=\\"api\\"}", "receiver": "team", "integration": "webhook", "index": 0,
                 "claimId": "c1", "instance": "a", "leaseMillis": 9223372036854775807}
                """;
        fixture.log(0, TestRecords.CLAIM_KEY, json.getBytes(StandardCharsets.UTF_8));
        assertThat(fixture.replica.slot(SLOT).holder().lease()).isEqualTo(Limit.CLAIM_LEASE.duration());
    }

    /** Their difference to another time would overflow, in a loop that then ends. */
    @ParameterizedTest
    @ValueSource(strings = {"\"+999999999-12-31T23:59:59Z\"", "9223372036854775807", "-9223372036854775808"})
    void timesThatNoClockShowsAreRefusedInEveryTopic(String time) {
        var silence = "{\"id\": \"s\", \"matchers\": [], \"startsAt\": 1, \"endsAt\": %s}".formatted(time);
        var member = "{\"instance\": \"m\", \"startedAt\": %s}".formatted(time);
        var alert = "{\"labels\": {\"a\": \"b\"}, \"startsAt\": %s}".formatted(time);
        fixture.appendJson(TOPICS.clusterLog().name(), "silence/s", silence);
        fixture.appendJson(TOPICS.clusterLog().name(), "member/m", member);
        fixture.appendJson(TOPICS.alerts().name(), "x", alert);
        assertThat(fixture.replica.skippedRecords().values().stream().flatMap(List::stream))
                .hasSize(3)
                .allSatisfy(skipped -> assertThat(skipped.reason()).contains("in the years 1 to 9999"));
    }

    @Test
    void claimOfNoMemberHasNoEffectAndIsListed() {
        heartbeat(0, "a");
        fixture.log(1, TestRecords.CLAIM_KEY, Codecs.CLAIM.encode(claim("forged", "nobody")));
        assertThat(fixture.replica.slot(SLOT).holder().isNone()).isTrue();
        assertThat(fixture.replica.skippedRecords().get(TOPICS.clusterLog().name()))
                .singleElement()
                .extracting(SkippedRecord::reason)
                .isEqualTo("is a claim of instance 'nobody', which sent no heartbeat in the 300 s before it:"
                        + " it has no effect");
        fixture.log(2, TestRecords.CLAIM_KEY, Codecs.CLAIM.encode(claim("c1", "a")));
        assertThat(fixture.replica.slot(SLOT).isHeldBy("c1")).isTrue();
    }

    @Test
    void claimOfAMemberThatDiedLongAgoHasNoEffect() {
        heartbeat(0, "a");
        heartbeat(301, "b");
        fixture.log(301, TestRecords.CLAIM_KEY, Codecs.CLAIM.encode(claim("late", "a")));
        assertThat(fixture.replica.slot(SLOT).holder().isNone()).isTrue();
    }

    @Test
    void nflogEntryInTheFutureCountsAsOfItsAppend() {
        fixture.log(5, TestRecords.SENT_KEY, Codecs.SENT.encode(entry(YEAR_9999, YEAR_9999)));
        assertThat(fixture.replica.slot(SLOT).nflogEntry()).satisfies(entry -> {
            assertThat(entry.flushedAt()).isEqualTo(at(5));
            assertThat(entry.notifiedAt()).isEqualTo(at(5));
            assertThat(entry.expiresAt()).isBefore(at(6 * 24 * 3600));
        });
        var next = entry(at(65), at(3600));
        fixture.log(65, TestRecords.SENT_KEY, Codecs.SENT.encode(next));
        assertThat(fixture.replica.slot(SLOT).nflogEntry()).isEqualTo(next);
    }

    @Test
    void clockOfAWriterMayBeAheadByMinutes() {
        var ahead = entry(at(240), at(3600));
        fixture.log(5, TestRecords.SENT_KEY, Codecs.SENT.encode(ahead));
        assertThat(fixture.replica.slot(SLOT).nflogEntry()).isEqualTo(ahead);
    }

    @Test
    void membersBeyondTheBoundReplaceThoseWithTheOldestHeartbeat() {
        heartbeat(0, "first");
        for (var i = 0; i < 2 * Limit.MEMBERS.value(); i++) {
            heartbeat(1, "flood" + i);
        }
        assertThat(fixture.replica.members().all()).hasSize(Limit.MEMBERS.intValue());
        heartbeat(2, "first");
        assertThat(fixture.replica.members().all())
                .hasSize(Limit.MEMBERS.intValue())
                .extracting(Member::instance)
                .contains("first");
    }

    @Test
    void keysOfRubbishDoNotFillTheMemory() {
        for (var topic : List.of(
                TOPICS.rules().name(),
                TOPICS.alerts().name(),
                TOPICS.alertState().name())) {
            for (var i = 0; i < Limit.UNUSABLE_KEYS.value() + 500; i++) {
                fixture.append(topic, at(1), "rubbish/" + i, new byte[] {1, 2, 3});
            }
        }
        assertThat(fixture.replica.ruleGroups().entries()).hasSize(Limit.UNUSABLE_KEYS.intValue());
        assertThat(fixture.replica.view(TOPICS.alerts()).entries()).hasSize(Limit.UNUSABLE_KEYS.intValue());
        assertThat(fixture.replica.view(TOPICS.alertState()).entries()).hasSize(Limit.UNUSABLE_KEYS.intValue());
        assertThat(fixture.replica.skippedRecordCounts())
                .containsEntry(TOPICS.rules().name(), Limit.UNUSABLE_KEYS.value() + 500);
        fixture.append(
                TOPICS.rules().name(), at(2), "ns/web", Codecs.RULES.encode(TestRecords.group("web", "up == 0")));
        assertThat(fixture.replica.ruleGroups().find("ns/web")).isPresent();
        fixture.append(TOPICS.rules().name(), at(3), "rubbish/1", null);
        assertThat(fixture.replica.ruleGroups().entries()).hasSize(Limit.UNUSABLE_KEYS.intValue());
    }

    private void heartbeat(long second, String instance) {
        fixture.log(second, "member/" + instance, Codecs.MEMBER.encode(TestRecords.member(instance)));
    }

    private static NflogEntry entry(Instant notifiedAt, Instant expiresAt) {
        var sent = TestRecords.sent("forged", notifiedAt);
        return new NflogEntry(
                SLOT, "forged", "nobody", sent.episodes(), notifiedAt, notifiedAt, expiresAt, sent.reason(), false);
    }
}

package dev.tocsin.kafka.replica;

import static dev.tocsin.kafka.TestRecords.SLOT;
import static dev.tocsin.kafka.TestRecords.TOPICS;
import static dev.tocsin.kafka.TestRecords.at;
import static dev.tocsin.kafka.TestRecords.claim;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.evaluation.rules.AlertState;
import dev.tocsin.evaluation.rules.RuleGroup;
import dev.tocsin.kafka.ExpectedTopology;
import dev.tocsin.kafka.TestRecords;
import dev.tocsin.kafka.codec.Codecs;
import dev.tocsin.kafka.codec.ConfigDocument;
import dev.tocsin.kafka.log.RecordPosition;
import dev.tocsin.kafka.log.SkippedRecord;
import dev.tocsin.notification.log.Claim;
import dev.tocsin.notification.log.ClaimReleased;
import dev.tocsin.notification.log.Slot;
import dev.tocsin.notification.log.SlotState;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReplicaTopologyTest {
    private static final byte[] INVALID = {(byte) 0xC3, 1, 0, 0, 0, 0, 0, 0, 0, 0, 7};
    private static final String CLAIM = TestRecords.CLAIM_KEY;
    private static final String SENT = TestRecords.SENT_KEY;

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

    /** A changed topology can orphan stores, so it must be seen in review: update the file to agree. */
    @Test
    void slotsOfLongGroupKeysAreFoldedUnderTheirShortAndTheirFullKey() {
        var slot = new Slot("{}:{a=\"" + "x".repeat(50_000) + "\"}", "team", "webhook", 0);
        var claim = new Claim(slot, "c1", "a", Duration.ofSeconds(15));
        fixture.log(0, "claim/" + slot, Codecs.CLAIM.encode(claim));
        assertThat(fixture.replica.slot(slot).isHeldBy("c1")).isTrue();
        fixture.log(1, "claim/" + slot, Codecs.RELEASED.encode(new ClaimReleased(slot, "c1", "a", "")));
        fixture.log(
                2,
                "claim/" + slot.groupKey() + ":team/webhook/0",
                Codecs.CLAIM.encode(new Claim(slot, "c2", "b", Duration.ofSeconds(15))));
        assertThat(fixture.replica.slot(slot).isHeldBy("c2"))
                .as("written by an earlier version")
                .isTrue();
        assertThat(fixture.replica.slots()).hasSize(1);
    }

    @Test
    void isTheReviewedTopology() throws IOException {
        var replica = new Replica(TOPICS, TestRecords.VALIDATOR, () -> Instant.EPOCH, () -> 0);
        var topology = new ReplicaTopology(replica, replica.newState(), new ByteArrayDeserializer()).build();
        assertThat(topology.describe().toString()).isEqualTo(ExpectedTopology.read("replica"));
    }

    @Test
    void firstClaimInTheLogWinsAndNotificationEndsIt() {
        fixture.log(0, CLAIM, Codecs.CLAIM.encode(claim("c1", "a")));
        fixture.log(1, CLAIM, Codecs.CLAIM.encode(claim("c2", "b")));
        assertThat(fixture.replica.slot(SLOT).holder().instance()).isEqualTo("a");
        fixture.log(2, SENT, Codecs.SENT.encode(TestRecords.sent("c1", at(2))));
        assertThat(fixture.replica.slot(SLOT)).satisfies(slot -> {
            assertThat(slot.holder().isNone()).isTrue();
            assertThat(slot.nflogEntry()).isEqualTo(TestRecords.sent("c1", at(2)));
        });
        assertThat(fixture.listener.drain())
                .containsExactly("slot held by 'a' sent under ''", "slot held by '' sent under 'c1'");
    }

    @Test
    void releaseAndExpiryByBrokerTimeFreeTheSlot() {
        fixture.log(0, CLAIM, Codecs.CLAIM.encode(claim("c1", "a")));
        fixture.log(1, CLAIM, Codecs.RELEASED.encode(new ClaimReleased(SLOT, "c1", "a", "503")));
        fixture.log(1, CLAIM, Codecs.CLAIM.encode(claim("c2", "b")));
        assertThat(fixture.replica.slot(SLOT).holder().instance()).isEqualTo("b");
        fixture.log(17, CLAIM, Codecs.CLAIM.encode(claim("c3", "c")));
        assertThat(fixture.replica.slot(SLOT).holder().instance()).isEqualTo("c");
    }

    @Test
    void tombstonesOnBothKeysDeleteTheSlot() {
        fixture.log(0, CLAIM, Codecs.CLAIM.encode(claim("c1", "a")));
        fixture.log(1, SENT, Codecs.SENT.encode(TestRecords.sent("c0", at(1))));
        fixture.log(60, CLAIM, null);
        fixture.log(60, SENT, null);
        assertThat(fixture.replica.slot(SLOT)).isEqualTo(SlotState.initial(SLOT));
        assertThat(fixture.replica.slots()).isEmpty();
    }

    @Test
    void silencesAndMembersAreReadWithTheBrokersTime() {
        var silence = TestRecords.silence("s1", at(3600));
        fixture.log(5, "silence/s1", Codecs.SILENCE.encode(silence));
        fixture.log(7, "member/a", Codecs.MEMBER.encode(TestRecords.member("a")));
        assertThat(fixture.replica.silences().find("s1")).contains(silence);
        assertThat(fixture.replica.members().all())
                .singleElement()
                .satisfies(member -> assertThat(member.lastHeartbeatAt()).isEqualTo(at(7)));
        assertThat(fixture.replica.logTime()).isEqualTo(at(7));
        fixture.log(8, "silence/s1", null);
        fixture.log(8, "member/a", null);
        assertThat(fixture.replica.silences().all()).isEmpty();
        assertThat(fixture.replica.members().all()).isEmpty();
        assertThat(fixture.listener.drain())
                .containsExactly("silence s1", "member a", "silence s1 deleted", "member a deleted");
    }

    @Test
    void invalidRuleGroupKeepsTheLastValidOneAndTheReason() {
        fixture.append(
                TOPICS.rules().name(), at(1), "ns/web", Codecs.RULES.encode(TestRecords.group("web", "up == 0")));
        fixture.append(TOPICS.rules().name(), at(2), "ns/web", Codecs.RULES.encode(TestRecords.group("web", "up ==")));
        var entry = fixture.replica.ruleGroups().entries().get("ns/web");
        assertThat(entry.value().map(RuleGroup::key)).contains("ns/web");
        assertThat(entry.appendedAt()).isEqualTo(at(1));
        assertThat(entry.rejected()).hasValueSatisfying(rejected -> {
            assertThat(rejected.offset()).isEqualTo(1);
            assertThat(rejected.reason()).contains("rule 1, \"Slow\"");
        });
        fixture.append(
                TOPICS.rules().name(), at(3), "ns/web", Codecs.RULES.encode(TestRecords.group("web", "up == 1")));
        assertThat(fixture.replica.ruleGroups().entries().get("ns/web").rejected())
                .isEmpty();
        fixture.append(TOPICS.rules().name(), at(4), "ns/web", null);
        assertThat(fixture.replica.ruleGroups().entries()).isEmpty();
        assertThat(fixture.listener.drain())
                .containsExactly("group ns/web", "group ns/web rejected", "group ns/web", "group ns/web deleted");
    }

    @Test
    void ruleGroupInJsonTakesItsNameFromTheKey() {
        fixture.appendJson(
                TOPICS.rules().name(), "ns/a/b", "{\"rules\": [{\"alert\": \"Down\", \"expr\": \"up == 0\"}]}");
        assertThat(fixture.replica.ruleGroups().entries().get("ns/a/b").value()).hasValueSatisfying(group -> {
            assertThat(group.namespace()).isEqualTo("ns");
            assertThat(group.name()).isEqualTo("a/b");
        });
    }

    @Test
    void allProblemsOfAConfigurationAreReported() {
        fixture.appendJson(TOPICS.config().name(), "alertmanager", "{\"document\": \"route: {}\"}");
        fixture.appendJson(TOPICS.config().name(), "alertmanager", "{\"document\": \"!\"}");
        var entry = fixture.replica.view(TOPICS.config()).entries().get("alertmanager");
        assertThat(entry.value().map(ConfigDocument::document)).contains("route: {}");
        assertThat(entry.rejected())
                .hasValueSatisfying(rejected -> assertThat(rejected.reason()).isEqualTo("line 1: no; line 2: no"));
    }

    @Test
    void configurationUnderAnotherKeyIsRejected() {
        fixture.appendJson(TOPICS.config().name(), "other", "{\"document\": \"route: {}\"}");
        var entry = fixture.replica.view(TOPICS.config()).entries().get("other");
        assertThat(entry.value()).isEmpty();
        assertThat(entry.rejected())
                .hasValueSatisfying(rejected -> assertThat(rejected.reason())
                        .isEqualTo("belongs under key 'alertmanager', but is under 'other'"));
    }

    @Test
    void postedAlertsAndAlertStatesAreKeptByKey() {
        var alert = TestRecords.alert(at(300));
        var fingerprint = TestRecords.ALERT.fingerprint().toString();
        var logged = TestRecords.alertState(new AlertState.Pending(at(0)));
        fixture.append(TOPICS.alerts().name(), at(0), fingerprint, Codecs.ALERT.encode(alert));
        fixture.append(TOPICS.alertState().name(), at(0), logged.key(), Codecs.ALERT_STATE.encode(logged));
        assertThat(fixture.replica.view(TOPICS.alerts()).values()).containsExactly(alert);
        assertThat(fixture.replica.view(TOPICS.alertState()).values("uid/")).containsExactly(logged);
        assertThat(fixture.replica.view(TOPICS.alertState()).find(logged.key())).contains(logged);
        fixture.append(TOPICS.alerts().name(), at(1), fingerprint, null);
        fixture.append(TOPICS.alertState().name(), at(1), logged.key(), null);
        assertThat(fixture.replica.view(TOPICS.alerts()).values()).isEmpty();
        assertThat(fixture.replica.view(TOPICS.alertState()).values()).isEmpty();
    }

    @Test
    void invalidRecordInAnyTopicIsCountedListedAndSkipped() {
        var topics = List.of(
                TOPICS.rules().name(),
                TOPICS.config().name(),
                TOPICS.alerts().name(),
                TOPICS.alertState().name(),
                TOPICS.clusterLog().name());
        for (var topic : topics) {
            fixture.append(topic, at(1), "ns/x", INVALID);
            assertThat(fixture.replica.skippedRecords().get(topic))
                    .singleElement()
                    .satisfies(record -> {
                        assertThat(record.key()).isEqualTo("ns/x");
                        assertThat(record.offset()).isZero();
                    });
            assertThat(fixture.replica.skippedRecordCounts()).containsEntry(topic, 1L);
        }
        for (var key : List.of("silence/s", "member/m", CLAIM, SENT, "", "claim/", "silence/")) {
            fixture.log(2, key, INVALID);
        }
        assertThat(fixture.replica.skippedRecordCounts())
                .containsEntry(TOPICS.clusterLog().name(), 8L);
        fixture.log(3, CLAIM, Codecs.CLAIM.encode(claim("c1", "a")));
        assertThat(fixture.replica.slot(SLOT).isHeldBy("c1")).isTrue();
    }

    @Test
    void valueUnderAnotherKeyIsSkipped() {
        fixture.log(1, "silence/s2", Codecs.SILENCE.encode(TestRecords.silence("s1", at(9))));
        fixture.log(1, "claim/other", Codecs.CLAIM.encode(claim("c1", "a")));
        assertThat(fixture.replica.silences().all()).isEmpty();
        assertThat(fixture.replica.slots()).isEmpty();
        assertThat(fixture.replica.skippedRecords().get(TOPICS.clusterLog().name()))
                .extracting(SkippedRecord::reason)
                .containsExactly(
                        "belongs under key 's1', but is under 's2'",
                        "belongs under key '%s', but is under 'other'".formatted(SLOT));
    }

    @Test
    void recordWithATimeOutOfRangeIsSkipped() {
        fixture.appendJson(TOPICS.clusterLog().name(), SENT, """
            {"groupKey": "{}:{job=\\"api\\"}", "receiver": "team", "integration": "webhook", "index": 0,
             "instance": "a", "firing": [], "resolved": [], "flushedAt": 1, "notifiedAt": 1,
             "expiresAt": "+999999999-12-31T23:59:59Z"}
            """);
        assertThat(fixture.replica.slots()).isEmpty();
        assertThat(fixture.replica.skippedRecords().get(TOPICS.clusterLog().name()))
                .singleElement()
                .satisfies(record -> assertThat(record.reason()).contains("in the years 1 to 9999"));
    }

    @Test
    void writerCanWaitUntilARecordIsApplied() {
        var first = fixture.replica.awaitApplied(
                new RecordPosition(TOPICS.clusterLog().name(), 0, 0));
        var second = fixture.replica.awaitApplied(
                new RecordPosition(TOPICS.clusterLog().name(), 0, 1));
        fixture.log(1, "silence/s1", Codecs.SILENCE.encode(TestRecords.silence("s1", at(9))));
        assertThat(first).isCompleted();
        assertThat(second).isNotDone();
        var invalid = fixture.log(2, "silence/s1", INVALID);
        assertThat(second).isCompleted();
        assertThat(fixture.replica.awaitApplied(invalid)).isCompleted();
    }

    @Test
    void failingListenerStopsNeitherTheFoldNorOtherListeners() {
        var slots = new ArrayList<SlotState>();
        fixture.replica.onSlotChange(slot -> {
            throw new IllegalStateException("broken");
        });
        fixture.replica.onSlotChange(slots::add);
        fixture.log(0, CLAIM, Codecs.CLAIM.encode(claim("c1", "a")));
        fixture.log(1, SENT, Codecs.SENT.encode(TestRecords.sent("c1", at(1))));
        assertThat(fixture.replica.slot(SLOT).nflogEntry().claimId()).isEqualTo("c1");
        assertThat(slots).hasSize(2);
    }
}

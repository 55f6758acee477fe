package dev.tocsin.kafka.replica;

import static dev.tocsin.kafka.Facts.SLOT;
import static dev.tocsin.kafka.Facts.TOPICS;
import static dev.tocsin.kafka.Facts.at;
import static dev.tocsin.kafka.Facts.claim;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.evaluation.rules.AlertState;
import dev.tocsin.evaluation.rules.RuleGroup;
import dev.tocsin.kafka.Facts;
import dev.tocsin.kafka.Keys;
import dev.tocsin.kafka.Reviewed;
import dev.tocsin.kafka.codec.Codecs;
import dev.tocsin.kafka.codec.ConfigDocument;
import dev.tocsin.kafka.log.BadRecord;
import dev.tocsin.kafka.log.Position;
import dev.tocsin.notification.log.Released;
import dev.tocsin.notification.log.SlotState;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReplicaTopologyTest {
    private static final byte[] NONSENSE = {(byte) 0xC3, 1, 0, 0, 0, 0, 0, 0, 0, 0, 7};
    private static final String CLAIM = Keys.claim(SLOT);
    private static final String SENT = Keys.sent(SLOT);

    @TempDir
    Path directory;

    private ReplicaStory story;

    @BeforeEach
    void begin() {
        story = new ReplicaStory(directory);
    }

    @AfterEach
    void end() {
        story.close();
    }

    /** A changed topology can orphan stores, so it must be seen in review: update the file to agree. */
    @Test
    void isTheTopologyThatWasReviewed() throws IOException {
        var replica = new Replica(TOPICS, Facts.READERS, () -> Instant.EPOCH, () -> 0);
        var topology = new ReplicaTopology(replica, replica.begin(), new ByteArrayDeserializer()).build();
        assertThat(topology.describe().toString()).isEqualTo(Reviewed.topology("replica"));
    }

    @Test
    void theFirstClaimInTheLogWinsAndSentEndsIt() {
        story.log(0, CLAIM, Codecs.CLAIM.encode(claim("c1", "a")));
        story.log(1, CLAIM, Codecs.CLAIM.encode(claim("c2", "b")));
        assertThat(story.replica.slot(SLOT).holder().instance()).isEqualTo("a");
        story.log(2, SENT, Codecs.SENT.encode(Facts.sent("c1", at(2))));
        assertThat(story.replica.slot(SLOT)).satisfies(slot -> {
            assertThat(slot.holder().isNobody()).isTrue();
            assertThat(slot.sent()).isEqualTo(Facts.sent("c1", at(2)));
        });
        assertThat(story.heard.take()).containsExactly("slot held by 'a' told by ''", "slot held by '' told by 'c1'");
    }

    @Test
    void aReleaseFreesTheSlotAtOnceAndLapseByTheBrokersTimeDoesToo() {
        story.log(0, CLAIM, Codecs.CLAIM.encode(claim("c1", "a")));
        story.log(1, CLAIM, Codecs.RELEASED.encode(new Released(SLOT, "c1", "a", "503")));
        story.log(1, CLAIM, Codecs.CLAIM.encode(claim("c2", "b")));
        assertThat(story.replica.slot(SLOT).holder().instance()).isEqualTo("b");
        story.log(17, CLAIM, Codecs.CLAIM.encode(claim("c3", "c")));
        assertThat(story.replica.slot(SLOT).holder().instance()).isEqualTo("c");
    }

    @Test
    void tombstonesOnBothKeysLeaveNothingOfASlot() {
        story.log(0, CLAIM, Codecs.CLAIM.encode(claim("c1", "a")));
        story.log(1, SENT, Codecs.SENT.encode(Facts.sent("c0", at(1))));
        story.log(60, CLAIM, null);
        story.log(60, SENT, null);
        assertThat(story.replica.slot(SLOT)).isEqualTo(SlotState.initial(SLOT));
        assertThat(story.replica.slots()).isEmpty();
    }

    @Test
    void silencesAndMembersAreReadWithTheBrokersTime() {
        var silence = Facts.silence("s1", at(3600));
        story.log(5, "silence/s1", Codecs.SILENCE.encode(silence));
        story.log(7, "member/a", Codecs.MEMBER.encode(Facts.member("a")));
        assertThat(story.replica.silences().find("s1")).contains(silence);
        assertThat(story.replica.members().all())
                .singleElement()
                .satisfies(member -> assertThat(member.heardAt()).isEqualTo(at(7)));
        assertThat(story.replica.logTime()).isEqualTo(at(7));
        story.log(8, "silence/s1", null);
        story.log(8, "member/a", null);
        assertThat(story.replica.silences().all()).isEmpty();
        assertThat(story.replica.members().all()).isEmpty();
        assertThat(story.heard.take())
                .containsExactly("silence s1", "member a at " + at(7), "silence s1 gone", "member a gone");
    }

    @Test
    void aBadRuleGroupLeavesTheLastGoodOneInForceWithTheErrorBesideIt() {
        story.append(TOPICS.rules(), at(1), "ns/web", Codecs.RULES.encode(Facts.group("web", "up == 0")));
        story.append(TOPICS.rules(), at(2), "ns/web", Codecs.RULES.encode(Facts.group("web", "up ==")));
        var entry = story.replica.ruleGroups().get("ns/web");
        assertThat(entry.value().map(RuleGroup::key)).contains("ns/web");
        assertThat(entry.since()).isEqualTo(at(1));
        assertThat(entry.flaw()).hasValueSatisfying(flaw -> {
            assertThat(flaw.offset()).isEqualTo(1);
            assertThat(flaw.reason()).contains("rule 1, \"Slow\"");
        });
        story.append(TOPICS.rules(), at(3), "ns/web", Codecs.RULES.encode(Facts.group("web", "up == 1")));
        assertThat(story.replica.ruleGroups().get("ns/web").flaw()).isEmpty();
        story.append(TOPICS.rules(), at(4), "ns/web", null);
        assertThat(story.replica.ruleGroups()).isEmpty();
        assertThat(story.heard.take())
                .containsExactly("group ns/web", "group ns/web flawed", "group ns/web", "group ns/web gone");
    }

    @Test
    void aRuleGroupInJsonTakesItsNameFromTheKey() {
        story.appendJson(TOPICS.rules(), "ns/a/b", "{\"rules\": [{\"alert\": \"Down\", \"expr\": \"up == 0\"}]}");
        assertThat(story.replica.ruleGroups().get("ns/a/b").value()).hasValueSatisfying(group -> {
            assertThat(group.namespace()).isEqualTo("ns");
            assertThat(group.name()).isEqualTo("a/b");
        });
    }

    @Test
    void allThatIsWrongWithAConfigIsTold() {
        story.appendJson(TOPICS.config(), "alertmanager", "{\"document\": \"route: {}\"}");
        story.appendJson(TOPICS.config(), "alertmanager", "{\"document\": \"!\"}");
        var entry = story.replica.config().get("alertmanager");
        assertThat(entry.value().map(ConfigDocument::document)).contains("route: {}");
        assertThat(entry.flaw())
                .hasValueSatisfying(flaw -> assertThat(flaw.reason()).isEqualTo("line 1: no; line 2: no"));
    }

    @Test
    void alertsFromOutsideAndAlertStatesAreKeptByKey() {
        var alert = Facts.alert(at(300));
        var fingerprint = Facts.ALERT.fingerprint().toString();
        var logged = Facts.logged(new AlertState.Pending(at(0)));
        story.append(TOPICS.alerts(), at(0), fingerprint, Codecs.ALERT.encode(alert));
        story.append(TOPICS.alertState(), at(0), logged.key(), Codecs.ALERT_STATE.encode(logged));
        assertThat(story.replica.externalAlerts()).containsExactly(alert);
        assertThat(story.replica.alertStates("uid")).containsExactly(logged);
        assertThat(story.replica.alertState(logged.key())).contains(logged);
        story.append(TOPICS.alerts(), at(1), fingerprint, null);
        story.append(TOPICS.alertState(), at(1), logged.key(), null);
        assertThat(story.replica.externalAlerts()).isEmpty();
        assertThat(story.replica.alertStates()).isEmpty();
    }

    @Test
    void aPoisonRecordInAnyTopicIsCountedShownAndSkipped() {
        var topics =
                List.of(TOPICS.rules(), TOPICS.config(), TOPICS.alerts(), TOPICS.alertState(), TOPICS.clusterLog());
        for (var topic : topics) {
            story.append(topic, at(1), "ns/x", NONSENSE);
            assertThat(story.replica.badRecords().get(topic)).singleElement().satisfies(bad -> {
                assertThat(bad.key()).isEqualTo("ns/x");
                assertThat(bad.offset()).isZero();
            });
            assertThat(story.replica.badRecordCounts()).containsEntry(topic, 1L);
        }
        for (var key : List.of("silence/s", "member/m", CLAIM, SENT, "", "claim/", "silence/")) {
            story.log(2, key, NONSENSE);
        }
        assertThat(story.replica.badRecordCounts()).containsEntry(TOPICS.clusterLog(), 8L);
        story.log(3, CLAIM, Codecs.CLAIM.encode(claim("c1", "a")));
        assertThat(story.replica.slot(SLOT).isHeldBy("c1")).isTrue();
    }

    @Test
    void aValueUnderSomebodyElsesKeyIsNotUsed() {
        story.log(1, "silence/s2", Codecs.SILENCE.encode(Facts.silence("s1", at(9))));
        story.log(1, "claim/other", Codecs.CLAIM.encode(claim("c1", "a")));
        assertThat(story.replica.silences().all()).isEmpty();
        assertThat(story.replica.slots()).isEmpty();
        assertThat(story.replica.badRecords().get(TOPICS.clusterLog()))
                .extracting(BadRecord::reason)
                .containsExactly(
                        "belongs under key 's1', but is under 's2'",
                        "is of slot %s, but its key says other".formatted(SLOT));
    }

    @Test
    void aTimeBeyondAllReckoningIsSkipped() {
        story.appendJson(TOPICS.clusterLog(), SENT, """
            {"groupKey": "{}:{job=\\"api\\"}", "receiver": "team", "integration": "webhook", "index": 0,
             "instance": "a", "firing": [], "resolved": [], "flushedAt": 1, "notifiedAt": 1,
             "expiresAt": "+999999999-12-31T23:59:59Z"}
            """);
        assertThat(story.replica.slots()).isEmpty();
        assertThat(story.replica.badRecords().get(TOPICS.clusterLog()))
                .singleElement()
                .satisfies(bad -> assertThat(bad.reason()).startsWith("can not be folded"));
    }

    @Test
    void whoAppendsCanWaitUntilItIsApplied() {
        var first = story.replica.awaitApplied(new Position(TOPICS.clusterLog(), 0, 0));
        var second = story.replica.awaitApplied(new Position(TOPICS.clusterLog(), 0, 1));
        story.log(1, "silence/s1", Codecs.SILENCE.encode(Facts.silence("s1", at(9))));
        assertThat(first).isCompleted();
        assertThat(second).isNotDone();
        var poison = story.log(2, "silence/s1", NONSENSE);
        assertThat(second).isCompleted();
        assertThat(story.replica.awaitApplied(poison)).isCompleted();
    }

    @Test
    void aListenerThatFailsStopsNothing() {
        story.replica.listen(new ReplicaListener() {
            @Override
            public void slotChanged(SlotState now) {
                throw new IllegalStateException("of no use");
            }
        });
        story.log(0, CLAIM, Codecs.CLAIM.encode(claim("c1", "a")));
        story.log(1, SENT, Codecs.SENT.encode(Facts.sent("c1", at(1))));
        assertThat(story.replica.slot(SLOT).sent().claimId()).isEqualTo("c1");
    }
}

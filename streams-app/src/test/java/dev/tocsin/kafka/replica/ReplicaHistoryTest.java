package dev.tocsin.kafka.replica;

import static dev.tocsin.kafka.TestRecords.SLOT;
import static dev.tocsin.kafka.TestRecords.at;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.evaluation.rules.AlertState;
import dev.tocsin.evaluation.rules.AlertStateTimes;
import dev.tocsin.evaluation.rules.RuleAlertState;
import dev.tocsin.history.AlertEvent;
import dev.tocsin.history.DeliveryDetails;
import dev.tocsin.history.DeliveryEvent;
import dev.tocsin.history.HistorySettings;
import dev.tocsin.kafka.TestRecords;
import dev.tocsin.kafka.codec.Codecs;
import dev.tocsin.notification.log.ClaimReleased;
import dev.tocsin.notification.log.DeliveryFailure;
import dev.tocsin.notification.log.DeliveryStats;
import dev.tocsin.notification.log.NflogEntry;
import dev.tocsin.notification.log.NotificationReason;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The history of a replica over crashes: a new processor over the store of the old one, which reads some records again. */
class ReplicaHistoryTest {
    private static final String LOG = TestRecords.TOPICS.clusterLog().name();
    private static final String ALERT_STATE = TestRecords.TOPICS.alertState().name();
    private static final Instant END = at(1_000_000);

    private final MockProcessorContext<Void, Void> context = new MockProcessorContext<>();
    private final Map<String, KeyValueStore<String, byte[]>> stores = new HashMap<>();
    private final List<WrittenRecord> log = new ArrayList<>();
    private HistorySettings settings = HistorySettings.DEFAULTS;

    private record WrittenRecord(long offset, String key, byte[] value, long second) {}

    ReplicaHistoryTest() {
        for (var topic : List.of(LOG, ALERT_STATE)) {
            var store = Stores.keyValueStoreBuilder(
                            Stores.inMemoryKeyValueStore(TestRecords.TOPICS.shortName(topic)),
                            Serdes.String(),
                            Serdes.ByteArray())
                    .withLoggingDisabled()
                    .build();
            store.init(context.getStateStoreContext(), store);
            stores.put(topic, store);
        }
    }

    @Test
    void keepsDeliveriesOverARestart() {
        add(0, TestRecords.SENT_KEY, Codecs.SENT.encode(sent("c1", 0)));
        add(10, TestRecords.CLAIM_KEY, Codecs.RELEASED.encode(failed("c2", 10)));
        add(20, TestRecords.SENT_KEY, Codecs.SENT.encode(sent("c3", 20)));
        var first = fold(LOG, 0);
        assertThat(texts(first)).containsExactly("sent at 0", "failed at 10: no route to host", "sent at 20");
        var restarted = fold(LOG, 3);
        assertThat(deliveries(restarted)).isEqualTo(deliveries(first));
    }

    @Test
    void readsTheAlertsOfADeliveryFromTheStore() {
        add(0, TestRecords.SENT_KEY, Codecs.SENT.encode(sent("c1", 0)));
        add(10, TestRecords.CLAIM_KEY, Codecs.RELEASED.encode(failed("c2", 10)));
        fold(LOG, 0);
        var restarted = fold(LOG, 2);
        assertThat(deliveries(restarted).stream()
                        .map(restarted::deliveryDetails)
                        .map(Optional::orElseThrow))
                .allMatch(details -> details.reports(TestRecords.ALERT.fingerprint()))
                .extracting(DeliveryDetails::claimId)
                .containsExactly("c1", "c2");
    }

    @Test
    void aRecordThatTwoInstancesAppendIsOneDelivery() {
        add(0, TestRecords.SENT_KEY, Codecs.SENT.encode(sent("c1", 0)));
        add(1, TestRecords.SENT_KEY, Codecs.SENT.encode(sent("c1", 0)));
        assertThat(texts(fold(LOG, 0))).containsExactly("sent at 0");
    }

    @Test
    void anEntryWithoutAMessageIsNoDelivery() {
        add(0, TestRecords.SENT_KEY, Codecs.SENT.encode(TestRecords.sent("c1", at(0))));
        assertThat(texts(fold(LOG, 0))).isEmpty();
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void hasNoGapsAndNoDoublesWhateverIsReadAgain(long seed) {
        var random = new Random(seed);
        for (var i = 0; i < 80; i++) {
            addSomething(random, i);
        }
        var expected = deliveries(fold(LOG, 0));
        stores.get(LOG).all().forEachRemaining(entry -> stores.get(LOG).delete(entry.key));
        var from = 0;
        while (from < log.size()) {
            var to = Math.min(log.size(), from + 1 + random.nextInt(20));
            assertThat(deliveries(fold(LOG, Math.max(0, from - random.nextInt(10)), to)))
                    .as("seed %d, records up to %d", seed, to)
                    .isEqualTo(expected.stream()
                            .filter(delivery -> delivery.offset() < to)
                            .toList());
            from = to;
        }
    }

    @Test
    void deletesTheOldestInTheStoreToo() {
        settings = new HistorySettings(Duration.ofDays(1), 2);
        for (var i = 0; i < 5; i++) {
            add(i, TestRecords.SENT_KEY, Codecs.SENT.encode(sent("c" + i, i)));
        }
        add(5, "member/a", Codecs.MEMBER.encode(TestRecords.member("a")));
        assertThat(texts(fold(LOG, 0))).containsExactly("sent at 3", "sent at 4");
        assertThat(texts(fold(LOG, 6))).containsExactly("sent at 3", "sent at 4");
    }

    @Test
    void isKnownSinceTheLastGapOfTheTopic() {
        log.add(new WrittenRecord(3, TestRecords.SENT_KEY, Codecs.SENT.encode(sent("c1", 0)), 0));
        log.add(new WrittenRecord(9, TestRecords.SENT_KEY, Codecs.SENT.encode(sent("c2", 60)), 60));
        log.add(new WrittenRecord(10, TestRecords.SENT_KEY, Codecs.SENT.encode(sent("c3", 90)), 90));
        assertThat(fold(LOG, 0).history().deliveriesSince(at(100))).isEqualTo(at(60));
        assertThat(fold(LOG, 3).history().deliveriesSince(at(100)))
                .as("after a restart")
                .isEqualTo(at(60));
    }

    @Test
    void keepsTransitionsOfRulesOverARestart() {
        var key = "uid/" + TestRecords.ALERT.fingerprint();
        add(0, key, Codecs.ALERT_STATE.encode(state(AlertState.Kind.PENDING)));
        add(60, key, Codecs.ALERT_STATE.encode(state(AlertState.Kind.FIRING)));
        add(61, key, Codecs.ALERT_STATE.encode(state(AlertState.Kind.FIRING)));
        add(120, key, Codecs.ALERT_STATE.encode(state(AlertState.Kind.RESOLVED)));
        add(900, key, null);
        var first = fold(ALERT_STATE, 0);
        assertThat(first.history().alerts(Instant.EPOCH, END))
                .extracting(event -> event.kind() + " " + (event.at().getEpochSecond() - at(0).getEpochSecond()))
                .containsExactly("PENDING 0", "FIRING 60", "RESOLVED 120");
        List<AlertEvent> events = List.copyOf(first.history().alerts(Instant.EPOCH, END));
        assertThat(fold(ALERT_STATE, 5).history().alerts(Instant.EPOCH, END)).containsExactlyElementsOf(events);
    }

    private static RuleAlertState state(AlertState.Kind kind) {
        var isPending = kind == AlertState.Kind.PENDING;
        var times = new AlertStateTimes(
                kind,
                at(0),
                isPending ? AlertStateTimes.NEVER : at(60),
                AlertStateTimes.NEVER,
                kind == AlertState.Kind.RESOLVED ? at(120) : AlertStateTimes.NEVER);
        return TestRecords.alertState(times.state());
    }

    private void addSomething(Random random, int second) {
        var id = "c" + second;
        switch (random.nextInt(4)) {
            case 0 -> add(second, TestRecords.CLAIM_KEY, Codecs.CLAIM.encode(TestRecords.claim(id, "a")));
            case 1 -> add(second, TestRecords.SENT_KEY, Codecs.SENT.encode(sent(id, second)));
            case 2 -> add(second, TestRecords.CLAIM_KEY, Codecs.RELEASED.encode(failed(id, second)));
            default -> add(second, "member/a", Codecs.MEMBER.encode(TestRecords.member("a")));
        }
    }

    private void add(long second, String key, byte[] value) {
        log.add(new WrittenRecord(log.size(), key, value, second));
    }

    private static NflogEntry sent(String claimId, int second) {
        var entry = TestRecords.sent(claimId, at(second));
        return new NflogEntry(
                SLOT,
                claimId,
                "a",
                entry.episodes(),
                entry.flushedAt(),
                entry.notifiedAt(),
                entry.expiresAt(),
                entry.reason(),
                false,
                Map.of(),
                new DeliveryStats(Map.of("job", "api"), 1, Duration.ofMillis(5)));
    }

    private static ClaimReleased failed(String claimId, int second) {
        var failure = new DeliveryFailure(
                TestRecords.sent("", at(second)).episodes(),
                NotificationReason.FIRST_NOTIFICATION,
                new DeliveryStats(Map.of("job", "api"), 3, Duration.ofMillis(5)),
                "no route to host",
                at(second));
        return new ClaimReleased(SLOT, claimId, "a", "delivery failed", Optional.of(failure));
    }

    private static List<DeliveryEvent> deliveries(Replica replica) {
        return List.copyOf(replica.history().deliveries(Instant.EPOCH, END));
    }

    private static List<String> texts(Replica replica) {
        return deliveries(replica).stream()
                .map(delivery -> (delivery.isSent() ? "sent" : "failed")
                        + " at " + (delivery.at().getEpochSecond() - at(0).getEpochSecond())
                        + (delivery.error().isEmpty() ? "" : ": " + delivery.error()))
                .toList();
    }

    private Replica fold(String topic, int from) {
        return fold(topic, from, log.size());
    }

    /** A new process: restores the store, reads some records, and activates the state. */
    private Replica fold(String topic, int from, int to) {
        var replica = new Replica(
                TestRecords.TOPICS, TestRecords.VALIDATOR, () -> Instant.EPOCH, () -> 0, CheckQueue.INLINE, settings);
        var state = replica.newState();
        var source = state.sources().stream()
                .filter(one -> one.topic().equals(topic))
                .findFirst()
                .orElseThrow();
        var restarted = new MockProcessorContext<Void, Void>();
        restarted.addStateStore(stores.get(topic));
        var processor = new FoldProcessor(replica, state, source);
        processor.init(restarted);
        for (var record : log.subList(from, to)) {
            restarted.setRecordMetadata(topic, 0, record.offset());
            processor.process(new Record<>(
                    record.key().getBytes(StandardCharsets.UTF_8),
                    record.value(),
                    at(record.second()).toEpochMilli()));
        }
        replica.activate(state);
        return replica;
    }
}

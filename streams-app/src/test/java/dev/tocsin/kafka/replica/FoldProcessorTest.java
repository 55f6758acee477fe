package dev.tocsin.kafka.replica;

import static dev.tocsin.kafka.TestRecords.SLOT;
import static dev.tocsin.kafka.TestRecords.at;
import static dev.tocsin.kafka.TestRecords.claim;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.kafka.TestRecords;
import dev.tocsin.kafka.codec.Codecs;
import dev.tocsin.kafka.log.RecordPosition;
import dev.tocsin.notification.log.SlotState;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A crash: a new processor over the store of the old one, which reads some records again. */
class FoldProcessorTest {
    private static final String LOG = TestRecords.TOPICS.clusterLog().name();
    private final MockProcessorContext<Void, Void> context = new MockProcessorContext<>();
    private final KeyValueStore<String, byte[]> store = Stores.keyValueStoreBuilder(
                    Stores.inMemoryKeyValueStore("cluster-log"), Serdes.String(), Serdes.ByteArray())
            .withLoggingDisabled()
            .build();
    private final List<WrittenRecord> log = new ArrayList<>();

    private record WrittenRecord(String key, byte[] value, long second) {}

    FoldProcessorTest() {
        store.init(context.getStateStoreContext(), store);
    }

    @Test
    void replayedTombstoneDoesNotGiveTheSlotToTheLosingClaim() {
        add(0, TestRecords.CLAIM_KEY, Codecs.CLAIM.encode(claim("c1", "a")));
        add(1, TestRecords.CLAIM_KEY, Codecs.CLAIM.encode(claim("c2", "b")));
        add(60, TestRecords.CLAIM_KEY, null);
        fold(newReplica(), 0);
        var restarted = newReplica();
        fold(restarted, 1);
        assertThat(restarted.slot(SLOT)).isEqualTo(SlotState.initial(SLOT));
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
    void replayFromAnyOffsetChangesNothing(long seed) {
        var random = new Random(seed);
        for (var i = 0; i < 60; i++) {
            addSomething(random, i);
        }
        var uninterrupted = newReplica();
        fold(uninterrupted, 0);
        var stored = content();
        for (var from : List.of(0, 1, 17, 42, 59, 60)) {
            var restarted = newReplica();
            fold(restarted, from);
            assertThat(content()).isEqualTo(stored);
            assertThat(restarted.slots()).containsExactlyInAnyOrderElementsOf(uninterrupted.slots());
            assertThat(restarted.silences().all())
                    .containsExactlyInAnyOrderElementsOf(
                            uninterrupted.silences().all());
            assertThat(restarted.members().all())
                    .isEqualTo(uninterrupted.members().all());
        }
    }

    @Test
    void activationAnnouncesOnlyTheDifferences() {
        var replica = newReplica();
        var listener = new RecordingReplicaListener(replica, TestRecords.TOPICS);
        add(0, "silence/s1", Codecs.SILENCE.encode(TestRecords.silence("s1", at(9))));
        add(1, "silence/s2", Codecs.SILENCE.encode(TestRecords.silence("s2", at(9))));
        fold(replica, 0);
        assertThat(listener.drain()).containsExactly("silence s1", "silence s2", "live");
        add(2, "silence/s1", null);
        add(3, "silence/s3", Codecs.SILENCE.encode(TestRecords.silence("s3", at(9))));
        fold(replica, 0);
        assertThat(listener.drain()).containsExactly("silence s1 deleted", "silence s3", "live");
    }

    @Test
    void readersSeeTheOldStateWhileAClientIsRebuilt() {
        var replica = newReplica();
        add(0, "silence/s1", Codecs.SILENCE.encode(TestRecords.silence("s1", at(9))));
        fold(replica, 0);
        var waiting = replica.awaitApplied(new RecordPosition(LOG, 0, 1));
        replica.newState();
        assertThat(replica.silences().find("s1")).isPresent();
        assertThat(waiting).isNotDone();
        add(1, "silence/s2", Codecs.SILENCE.encode(TestRecords.silence("s2", at(9))));
        fold(replica, 1);
        assertThat(waiting).isCompleted();
    }

    private void addSomething(Random random, int second) {
        var id = "c" + random.nextInt(8);
        var when = second * 4L;
        switch (random.nextInt(6)) {
            case 0 -> add(when, TestRecords.CLAIM_KEY, Codecs.CLAIM.encode(claim(id, id)));
            case 1 -> add(when, TestRecords.SENT_KEY, Codecs.SENT.encode(TestRecords.sent(id, at(when))));
            case 2 -> add(when, random.nextBoolean() ? TestRecords.CLAIM_KEY : TestRecords.SENT_KEY, null);
            case 3 -> add(when, "silence/" + id, Codecs.SILENCE.encode(TestRecords.silence(id, at(900 + when))));
            case 4 -> add(when, "silence/" + id, random.nextBoolean() ? null : new byte[] {1});
            default -> add(when, "member/" + id, Codecs.MEMBER.encode(TestRecords.member(id)));
        }
    }

    private void add(long second, String key, byte[] value) {
        log.add(new WrittenRecord(key, value, second));
    }

    /** A new process: restores the store, reads the log from an offset, and activates the state. */
    private void fold(Replica replica, int from) {
        var state = replica.newState();
        var source = state.sources().stream()
                .filter(one -> one.topic().equals(LOG))
                .findFirst()
                .orElseThrow();
        var processor = new FoldProcessor(replica, state, source);
        processor.init(context);
        for (var offset = from; offset < log.size(); offset++) {
            var record = log.get(offset);
            context.setRecordMetadata(LOG, 0, offset);
            processor.process(new Record<>(
                    record.key().getBytes(StandardCharsets.UTF_8),
                    record.value(),
                    at(record.second()).toEpochMilli()));
        }
        replica.activate(state);
    }

    private static Replica newReplica() {
        return new Replica(TestRecords.TOPICS, TestRecords.VALIDATOR, () -> Instant.EPOCH, () -> 0);
    }

    private Map<String, String> content() {
        var content = new HashMap<String, String>();
        try (var all = store.all()) {
            all.forEachRemaining(entry -> content.put(entry.key, Arrays.toString(entry.value)));
        }
        return content;
    }
}

package dev.tocsin.kafka.replica;

import static dev.tocsin.kafka.TestRecords.SLOT;
import static dev.tocsin.kafka.TestRecords.TOPICS;
import static dev.tocsin.kafka.TestRecords.claim;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tocsin.evaluation.rules.RuleGroupDraft;
import dev.tocsin.kafka.TestRecords;
import dev.tocsin.kafka.codec.Codecs;
import dev.tocsin.kafka.codec.ConfigDocument;
import dev.tocsin.kafka.codec.Decoded;
import dev.tocsin.kafka.codec.StoredRecord;
import dev.tocsin.kafka.log.RecordPosition;
import dev.tocsin.limits.Limit;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Configurations whose validation is slow, or never ends: the fold goes on. */
@Timeout(60)
class RecordCheckTest {
    private static final String CONFIG = TOPICS.config().name();

    @TempDir
    Path directory;

    private final CountDownLatch slowHasStarted = new CountDownLatch(1);
    private final CountDownLatch slowMayEnd = new CountDownLatch(1);
    private CheckQueue checks;
    private ReplicaFixture fixture;

    @AfterEach
    void end() {
        slowMayEnd.countDown();
        fixture.close();
        checks.close();
    }

    @Test
    void slowCheckDoesNotHoldUpTheClusterLog() throws Exception {
        open(Duration.ofMinutes(1));
        var slow = fixture.replica.awaitApplied(config("slow"));
        fixture.log(1, TestRecords.CLAIM_KEY, Codecs.CLAIM.encode(claim("c1", "a")));
        assertThat(fixture.replica.slot(SLOT).isHeldBy("c1")).isTrue();
        assertThat(slow).isNotDone();
        assertThat(inForce()).isEmpty();
        slowMayEnd.countDown();
        slow.get(30, SECONDS);
        assertThat(inForce()).contains("slow");
    }

    @Test
    void recordsAreAppliedInTheOrderOfTheTopic() throws Exception {
        open(Duration.ofMinutes(1));
        config("slow");
        fixture.appendJson(CONFIG, "alertmanager", "{\"document\": \"!\"}");
        fixture.append(CONFIG, TestRecords.T, "alertmanager", null);
        var last = config("quick");
        assertThat(fixture.replica.awaitApplied(last)).isNotDone();
        slowMayEnd.countDown();
        fixture.replica.awaitApplied(last).get(30, SECONDS);
        assertThat(fixture.listener.drain())
                .containsExactly(
                        "config alertmanager",
                        "config alertmanager rejected",
                        "config alertmanager deleted",
                        "config alertmanager");
    }

    @Test
    void checkThatDoesNotEndCountsAsFailedAndTheLastValidOneStays() throws Exception {
        open(Duration.ofMillis(200));
        config("quick");
        fixture.replica.awaitApplied(config("slow")).get(30, SECONDS);
        var entry = fixture.replica.view(TOPICS.config()).entries().get("alertmanager");
        assertThat(entry.value().map(ConfigDocument::document)).contains("quick");
        assertThat(entry.rejected().map(StoredRecord.Rejected::reason))
                .contains("was not checked within 0 s of processor time: make it smaller or simpler");
    }

    /** The other instances are as busy as this one only by chance, and must decide alike. */
    @Test
    void processorTimeOfACheckCountsAndNotTheTimeOfTheClock() throws Exception {
        var used = new AtomicLong();
        open(new CheckTime(Duration.ofHours(1), thread -> used.get()));
        config("quick");
        var slow = fixture.replica.awaitApplied(config("slow"));
        fixture.log(1, TestRecords.CLAIM_KEY, Codecs.CLAIM.encode(claim("c1", "a")));
        assertThat(slowHasStarted.await(30, SECONDS)).isTrue();
        assertThat(slow).isNotDone();
        used.set(Duration.ofHours(2).toNanos());
        slow.get(30, SECONDS);
        var entry = fixture.replica.view(TOPICS.config()).entries().get("alertmanager");
        assertThat(entry.rejected().map(StoredRecord.Rejected::reason))
                .hasValueSatisfying(reason -> assertThat(reason).contains("3600 s of processor time"));
    }

    @Test
    void checksThatDoNotEndAreBounded() throws Exception {
        open(Duration.ofMillis(200));
        for (var i = 0; i < 5; i++) {
            fixture.replica.awaitApplied(config("slow")).get(30, SECONDS);
        }
        assertThat(fixture.replica
                        .view(TOPICS.config())
                        .entries()
                        .get("alertmanager")
                        .rejected())
                .hasValueSatisfying(
                        rejected -> assertThat(rejected.reason()).contains("checks of 4 earlier records do not end"));
    }

    @Test
    void recordsBeyondTheQueueAreRefusedInTheirOrderAndTheFoldGoesOn() throws Exception {
        open(Duration.ofMinutes(1));
        config("slow");
        var large = "x".repeat(Limit.RECORD.intValue() - 100);
        for (var size = 0L; size < Limit.UNCHECKED_RECORDS.value(); size += Limit.RECORD.value()) {
            config(large);
        }
        var last = config(large);
        fixture.log(1, TestRecords.CLAIM_KEY, Codecs.CLAIM.encode(claim("c1", "a")));
        assertThat(fixture.replica.slot(SLOT).isHeldBy("c1")).isTrue();
        assertThat(fixture.replica.awaitApplied(last)).isNotDone();
        slowMayEnd.countDown();
        fixture.replica.awaitApplied(last).get(30, SECONDS);
        var entry = fixture.replica.view(TOPICS.config()).entries().get("alertmanager");
        assertThat(entry.rejected().map(StoredRecord.Rejected::reason))
                .hasValueSatisfying(reason -> assertThat(reason).contains("too many", "write this one again"));
        fixture.replica.awaitApplied(config("quick")).get(30, SECONDS);
        assertThat(inForce()).contains("quick");
    }

    /** The thread of the check before may not take the next one at once. */
    @Test
    void quickChecksOneAfterAnotherAreAllMade() throws Exception {
        open(Duration.ofMinutes(1));
        var checked = new CountDownLatch(20_000);
        for (var i = checked.getCount(); i > 0; i--) {
            checks.reserve(0);
            checks.submit(
                    0,
                    () -> new Decoded.Valid<>("good"),
                    read -> read.map(good -> {
                        checked.countDown();
                        return good;
                    }));
        }
        assertThat(checked.await(60, SECONDS))
                .as("not made: %d", checked.getCount())
                .isTrue();
    }

    @Test
    void resultThatCannotBePassedOnIsToldOnce() throws Exception {
        open(Duration.ofMinutes(1));
        var failed = new CountDownLatch(1);
        checks.reserve(0);
        checks.submit(0, () -> new Decoded.Invalid<String>(""), read -> {
            throw new IllegalStateException("no fold");
        });
        checks.reserve(0);
        checks.submit(0, () -> new Decoded.Invalid<String>(""), read -> failed.countDown());
        assertThat(failed.await(30, SECONDS)).as("the queue goes on").isTrue();
        assertThatThrownBy(() -> config("quick")).hasStackTraceContaining("no fold");
        fixture.replica.awaitApplied(config("quick")).get(30, SECONDS);
    }

    @Test
    void recordThatWaitsForItsCheckSurvivesARestart() throws Exception {
        open(Duration.ofMinutes(1));
        var context = new MockProcessorContext<Void, Void>();
        KeyValueStore<String, byte[]> store = Stores.keyValueStoreBuilder(
                        Stores.inMemoryKeyValueStore("config"), Serdes.String(), Serdes.ByteArray())
                .withLoggingDisabled()
                .build();
        store.init(context.getStateStoreContext(), store);
        var killed = processor(fixture.replica, fixture.replica.newState());
        killed.init(context);
        process(killed, context, 0, "slow");
        process(killed, context, 1, "!");
        slowMayEnd.countDown();
        var replica = new Replica(TOPICS, fixture.validator, () -> TestRecords.T, () -> 0);
        var state = replica.newState();
        var restarted = processor(replica, state);
        restarted.init(context);
        replica.activate(state);
        var entry = replica.view(TOPICS.config()).entries().get("alertmanager");
        assertThat(entry.value().map(ConfigDocument::document)).contains("slow");
        assertThat(entry.rejected().map(StoredRecord.Rejected::reason)).contains("no");
        process(restarted, context, 1, "!");
        assertThat(keys(store)).containsExactly("#folded", "=alertmanager");
    }

    private static FoldProcessor processor(Replica replica, ReplicaState state) {
        var source = state.sources().stream()
                .filter(one -> one.topic().equals(CONFIG))
                .findFirst()
                .orElseThrow();
        return new FoldProcessor(replica, state, source);
    }

    private static void process(
            FoldProcessor processor, MockProcessorContext<Void, Void> context, long offset, String document) {
        context.setRecordMetadata(CONFIG, 0, offset);
        processor.process(new Record<>(
                "alertmanager".getBytes(StandardCharsets.UTF_8),
                "{\"document\": \"%s\"}".formatted(document).getBytes(StandardCharsets.UTF_8),
                TestRecords.T.toEpochMilli()));
    }

    private static List<String> keys(KeyValueStore<String, byte[]> store) {
        var keys = new ArrayList<String>();
        try (var all = store.all()) {
            all.forEachRemaining(entry -> keys.add(entry.key));
        }
        return keys;
    }

    private RecordPosition config(String document) {
        return fixture.appendJson(CONFIG, "alertmanager", "{\"document\": \"%s\"}".formatted(document));
    }

    private Optional<String> inForce() {
        return fixture.replica.view(TOPICS.config()).find("alertmanager").map(ConfigDocument::document);
    }

    private void open(Duration timeout) {
        open(CheckTime.of(timeout));
    }

    private void open(CheckTime time) {
        checks = CheckQueue.background(time);
        var defaults = new RuleGroupDraft.Defaults(Duration.ofMinutes(1), Duration.ZERO);
        fixture = new ReplicaFixture(directory, new RecordValidator(defaults, this::problems), checks);
    }

    private List<String> problems(String key, ConfigDocument document) {
        if (document.document().equals("slow")) {
            slowHasStarted.countDown();
            awaitUninterruptibly(slowMayEnd);
        }
        return document.document().startsWith("!") ? List.of("no") : List.of();
    }

    // As parsing does, it does not react to an interrupt.
    private static void awaitUninterruptibly(CountDownLatch latch) {
        while (true) {
            try {
                latch.await();
                return;
            } catch (InterruptedException goOn) {
                continue;
            }
        }
    }
}

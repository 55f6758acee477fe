package dev.tocsin.kafka.archive;

import static dev.tocsin.kafka.TestRecords.SLOT;
import static dev.tocsin.kafka.TestRecords.TOPICS;
import static dev.tocsin.kafka.TestRecords.at;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.alerts.Alert;
import dev.tocsin.alerts.PostedAlert;
import dev.tocsin.archive.ArchiveRow;
import dev.tocsin.archive.ArchiveTable;
import dev.tocsin.evaluation.rules.AlertState;
import dev.tocsin.kafka.ExpectedTopology;
import dev.tocsin.kafka.Partition;
import dev.tocsin.kafka.TestRecords;
import dev.tocsin.kafka.codec.Codecs;
import dev.tocsin.kafka.log.Progress;
import dev.tocsin.labels.Fingerprint;
import dev.tocsin.labels.Labels;
import dev.tocsin.labels.Matcher;
import dev.tocsin.limits.Limit;
import dev.tocsin.notification.log.ClaimReleased;
import dev.tocsin.notification.log.DeliveryFailure;
import dev.tocsin.notification.log.DeliveryStats;
import dev.tocsin.notification.log.Episode;
import dev.tocsin.notification.log.NflogEntry;
import dev.tocsin.notification.log.NotificationReason;
import dev.tocsin.notification.log.NotifiedEpisodes;
import dev.tocsin.notification.silences.Silence;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Random;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.IntStream;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArchiveTopologyTest {
    private static final byte[] NONSENSE = {(byte) 0xC3, 1, 0, 0, 0, 0, 0, 0, 0, 0, 7};

    @TempDir
    Path directory;

    private final Progress progress = new Progress();
    private final LongAdder shortened = new LongAdder();
    private TopologyTestDriver driver;

    @BeforeEach
    void begin() {
        var properties = new Properties();
        properties.putAll(Map.of(
                "application.id", "t.archive", "bootstrap.servers", "none:1", "state.dir", directory.toString()));
        driver = new TopologyTestDriver(topology().build(), properties, TestRecords.T);
    }

    @AfterEach
    void end() {
        driver.close();
    }

    private ArchiveTopology topology() {
        return new ArchiveTopology(TOPICS, new ByteArrayDeserializer(), Duration.ofHours(1), progress, shortened);
    }

    /** A changed topology can orphan stores. Update the file after a review. */
    @Test
    void topologyIsTheReviewedOne() throws IOException {
        assertThat(topology().build().describe().toString()).isEqualTo(ExpectedTopology.read("archive"));
    }

    @Test
    void rowsThatAreTooLargeForAChangelogAreShortenedAndCounted() {
        var labels = new HashMap<>(Map.of("alertname", "Wide"));
        IntStream.range(0, 100_000).forEach(number -> labels.put("label" + number, "value"));
        post(labels, Map.of());
        post(Map.of("alertname", "Long", "text", "x".repeat(1_000_000)), Map.of());
        post(Map.of("alertname", "Annotated"), Map.of("a", "x".repeat(2_000_000), "b", "y".repeat(2_000_000)));
        var longSilence = new Silence(
                "s1",
                List.of(Matcher.alerting("job", Matcher.Op.EQUAL, "m".repeat(1_500_000))),
                TestRecords.T,
                at(60),
                TestRecords.T,
                "me",
                "c".repeat(2_000_000),
                Map.of());
        log("silence/s1", Codecs.SILENCE.encode(longSilence));

        assertThat(driver.producedTopicNames())
                .contains("t.archive-posted_alerts-changelog", "t.archive-silences-changelog");
        assertThat(changelogSizes()).isNotEmpty().allMatch(size -> size <= Limit.ARCHIVE_ROW.value());
        assertThat(shortened.sum())
                .as("a current and a history row of each alert, and the silence")
                .isEqualTo(7);
        driver.advanceWallClockTime(Duration.ofMinutes(10));
    }

    @Test
    void rowsOfALargeGroupListItsFirstAlertsAndCountAll() {
        var episodes = new Random(1)
                .longs(20_000)
                .mapToObj(bits -> new Episode(new Fingerprint(bits), TestRecords.T))
                .toList();
        var sent = TestRecords.sent("c1", TestRecords.T).withEpisodes(NotifiedEpisodes.of(episodes, List.of()));
        var delivered = new NflogEntry(
                sent.slot(),
                sent.claimId(),
                sent.instance(),
                sent.episodes(),
                sent.flushedAt(),
                sent.notifiedAt(),
                sent.expiresAt(),
                sent.reason(),
                false,
                Map.of(),
                new DeliveryStats(Map.of(), 1, Duration.ZERO));
        log(TestRecords.SENT_KEY, Codecs.SENT.encode(delivered));

        assertThat(changelogSizes()).isNotEmpty().allMatch(size -> size <= Limit.ARCHIVE_ROW.value());
        assertThat(shortened.sum()).isZero();
    }

    private void post(Map<String, String> labels, Map<String, String> annotations) {
        var alert = new Alert(Labels.of(labels), annotations, TestRecords.T, at(60), "", TestRecords.T);
        driver.createInputTopic(TOPICS.alerts().name(), new ByteArraySerializer(), new ByteArraySerializer())
                .pipeInput(new TestRecord<>(
                        alert.fingerprint().toString().getBytes(StandardCharsets.UTF_8),
                        Codecs.ALERT.encode(new PostedAlert(alert, false)),
                        TestRecords.T));
    }

    private List<Integer> changelogSizes() {
        return driver.producedTopicNames().stream()
                .flatMap(topic -> driver
                        .createOutputTopic(topic, new ByteArrayDeserializer(), new ByteArrayDeserializer())
                        .readRecordsToList()
                        .stream())
                .map(record -> record.value() == null ? 0 : record.value().length)
                .toList();
    }

    @Test
    void changelogsAreNamedAfterTheTables() {
        log("silence/s1", Codecs.SILENCE.encode(TestRecords.silence("s1", at(60))));
        assertThat(driver.producedTopicNames()).containsExactly("t.archive-silences-changelog");
    }

    @Test
    void silenceIsARowUntilItsTombstone() {
        log("silence/s1", Codecs.SILENCE.encode(TestRecords.silence("s1", at(60))));
        assertThat(rows(ArchiveTable.SILENCES)).extracting(ArchiveRow::id).containsExactly("s1");
        log("silence/s1", Codecs.SILENCE.encode(TestRecords.silence("other", at(60))));
        log("silence/s1", NONSENSE);
        assertThat(rows(ArchiveTable.SILENCES))
                .as("an invalid record changes nothing")
                .hasSize(1);
        log("silence/s1", null);
        assertThat(rows(ArchiveTable.SILENCES)).isEmpty();
    }

    @Test
    void sentEntryIsInBothTablesAndAFailureInTheHistoryOnly() {
        log(TestRecords.CLAIM_KEY, Codecs.CLAIM.encode(TestRecords.claim("c1", "a")));
        log(TestRecords.CLAIM_KEY, Codecs.RELEASED.encode(failed()));
        log(TestRecords.SENT_KEY, Codecs.SENT.encode(sent()));
        log(TestRecords.SENT_KEY, Codecs.SENT.encode(sent()));
        assertThat(rows(ArchiveTable.NOTIFICATION_LOG))
                .singleElement()
                .satisfies(row -> assertThat(row.id()).isEqualTo(SLOT.toString()));
        assertThat(rows(ArchiveTable.NOTIFICATION_HISTORY))
                .extracting(row -> row.text("outcome"))
                .containsExactly("failed", "sent");
        log(TestRecords.SENT_KEY, null);
        log(TestRecords.CLAIM_KEY, null);
        assertThat(rows(ArchiveTable.NOTIFICATION_LOG)).isEmpty();
        assertThat(rows(ArchiveTable.NOTIFICATION_HISTORY)).hasSize(2);
    }

    @Test
    void poisonRecordInAnyTopicIsSkipped() {
        for (var topic : List.of(
                TOPICS.clusterLog().name(),
                TOPICS.alertState().name(),
                TOPICS.alerts().name())) {
            for (var key : List.of("", "silence/", "sent/x", "claim/x", "member/a", "uid/0123456789abcdef")) {
                append(topic, key, NONSENSE);
                append(topic, key, new byte[0]);
                append(topic, key, "{\"id\": 7}".getBytes(StandardCharsets.UTF_8));
                append(topic, key, null);
            }
        }
        log("silence/s1", Codecs.SILENCE.encode(TestRecords.silence("s1", at(60))));
        assertThat(rows(ArchiveTable.SILENCES)).hasSize(1);
    }

    @Test
    void rulesAlertsAndPostedAlertsAreStateAndHistory() {
        var pending = TestRecords.alertState(new AlertState.Pending(at(0)));
        append(TOPICS.alertState().name(), pending.key(), Codecs.ALERT_STATE.encode(pending));
        append(TOPICS.alertState().name(), pending.key(), Codecs.ALERT_STATE.encode(pending));
        var posted = TestRecords.alert(at(60));
        append(TOPICS.alerts().name(), posted.alert().fingerprint().toString(), Codecs.ALERT.encode(posted));
        assertThat(rows(ArchiveTable.ALERT_STATE)).hasSize(1);
        assertThat(rows(ArchiveTable.POSTED_ALERTS)).hasSize(1);
        assertThat(rows(ArchiveTable.ALERT_HISTORY))
                .extracting(row -> row.text("source") + " " + row.text("state"))
                .containsExactlyInAnyOrder("rule pending", "posted firing");
        driver.advanceWallClockTime(Duration.ofMinutes(2));
        assertThat(rows(ArchiveTable.ALERT_HISTORY))
                .extracting(row -> row.text("source") + " " + row.text("state"))
                .containsExactlyInAnyOrder("rule pending", "posted firing", "posted resolved");
        append(TOPICS.alertState().name(), pending.key(), null);
        assertThat(rows(ArchiveTable.ALERT_STATE)).isEmpty();
    }

    @Test
    void expiredHistoryIsRemoved() {
        log(TestRecords.SENT_KEY, Codecs.SENT.encode(sent()));
        var pending = TestRecords.alertState(new AlertState.Pending(at(0)));
        append(TOPICS.alertState().name(), pending.key(), Codecs.ALERT_STATE.encode(pending));
        driver.advanceWallClockTime(Duration.ofMinutes(59));
        assertThat(rows(ArchiveTable.NOTIFICATION_HISTORY)).hasSize(1);
        driver.advanceWallClockTime(Duration.ofMinutes(2));
        assertThat(rows(ArchiveTable.NOTIFICATION_HISTORY)).isEmpty();
        assertThat(rows(ArchiveTable.ALERT_HISTORY)).isEmpty();
        assertThat(rows(ArchiveTable.NOTIFICATION_LOG))
                .as("current states stay")
                .hasSize(1);
        assertThat(rows(ArchiveTable.ALERT_STATE)).hasSize(1);
    }

    @Test
    void progressFollowsTheRecords() {
        log("silence/s1", null);
        log("silence/s1", null);
        assertThat(progress.position(new Partition(TOPICS.clusterLog().name(), 0)))
                .isEqualTo(2);
    }

    private static NflogEntry sent() {
        var plain = TestRecords.sent("c2", at(2));
        return new NflogEntry(
                SLOT,
                "c2",
                "a",
                plain.episodes(),
                at(2),
                at(2),
                at(3600),
                NotificationReason.FIRST_NOTIFICATION,
                false,
                Map.of(),
                new DeliveryStats(Map.of("job", "api"), 1, Duration.ofMillis(12)));
    }

    private static ClaimReleased failed() {
        var account = new DeliveryStats(Map.of("job", "api"), 3, Duration.ofSeconds(1));
        var failure = new DeliveryFailure(
                NotifiedEpisodes.NONE, NotificationReason.FIRST_NOTIFICATION, account, "503", at(1));
        return new ClaimReleased(SLOT, "c1", "a", "delivery failed", Optional.of(failure));
    }

    private List<ArchiveRow> rows(ArchiveTable table) {
        var json = new RowJson(table);
        var rows = new ArrayList<ArchiveRow>();
        try (var all =
                driver.<byte[], byte[]>getKeyValueStore(table.tableName()).all()) {
            all.forEachRemaining(entry -> rows.add(json.row(entry.value)));
        }
        return rows;
    }

    private void log(String key, byte[] value) {
        append(TOPICS.clusterLog().name(), key, value);
    }

    private void append(String topic, String key, byte[] value) {
        driver.createInputTopic(topic, new ByteArraySerializer(), new ByteArraySerializer())
                .pipeInput(new TestRecord<>(key.getBytes(StandardCharsets.UTF_8), value, TestRecords.T));
    }
}

package dev.tocsin.kafka.archive;

import static dev.tocsin.kafka.Facts.SLOT;
import static dev.tocsin.kafka.Facts.TOPICS;
import static dev.tocsin.kafka.Facts.at;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.archive.Row;
import dev.tocsin.archive.Table;
import dev.tocsin.evaluation.rules.AlertState;
import dev.tocsin.kafka.Facts;
import dev.tocsin.kafka.Keys;
import dev.tocsin.kafka.Partition;
import dev.tocsin.kafka.Reviewed;
import dev.tocsin.kafka.codec.Codecs;
import dev.tocsin.kafka.log.Progress;
import dev.tocsin.notification.log.Account;
import dev.tocsin.notification.log.Content;
import dev.tocsin.notification.log.Failure;
import dev.tocsin.notification.log.Reason;
import dev.tocsin.notification.log.Released;
import dev.tocsin.notification.log.Sent;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
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
    private TopologyTestDriver driver;

    @BeforeEach
    void begin() {
        var properties = new Properties();
        properties.putAll(Map.of(
                "application.id", "t.archive", "bootstrap.servers", "none:1", "state.dir", directory.toString()));
        driver = new TopologyTestDriver(topology().build(), properties, Facts.T);
    }

    @AfterEach
    void end() {
        driver.close();
    }

    private ArchiveTopology topology() {
        return new ArchiveTopology(TOPICS, new ByteArrayDeserializer(), Facts.READERS, Duration.ofHours(1), progress);
    }

    /** A changed topology can orphan stores, so it must be seen in review: update the file to agree. */
    @Test
    void isTheTopologyThatWasReviewed() throws IOException {
        assertThat(topology().build().describe().toString()).isEqualTo(Reviewed.topology("archive"));
    }

    @Test
    void changelogsAreNamedAfterTheTables() {
        log("silence/s1", Codecs.SILENCE.encode(Facts.silence("s1", at(60))));
        assertThat(driver.producedTopicNames()).containsExactly("t.archive-silences-changelog");
    }

    @Test
    void aSilenceIsARowUntilItsTombstone() {
        log("silence/s1", Codecs.SILENCE.encode(Facts.silence("s1", at(60))));
        assertThat(rows(Table.SILENCES)).extracting(Row::id).containsExactly("s1");
        log("silence/s1", Codecs.SILENCE.encode(Facts.silence("other", at(60))));
        log("silence/s1", NONSENSE);
        assertThat(rows(Table.SILENCES))
                .as("what can not be used changes nothing")
                .hasSize(1);
        log("silence/s1", null);
        assertThat(rows(Table.SILENCES)).isEmpty();
    }

    @Test
    void whatWasSentIsInTheLogAndInHistoryAndWhatFailedInHistory() {
        log(Keys.claim(SLOT), Codecs.CLAIM.encode(Facts.claim("c1", "a")));
        log(Keys.claim(SLOT), Codecs.RELEASED.encode(failed()));
        log(Keys.sent(SLOT), Codecs.SENT.encode(sent()));
        log(Keys.sent(SLOT), Codecs.SENT.encode(sent()));
        assertThat(rows(Table.NOTIFICATION_LOG))
                .singleElement()
                .satisfies(row -> assertThat(row.id()).isEqualTo(SLOT.toString()));
        assertThat(rows(Table.NOTIFICATION_HISTORY))
                .extracting(row -> row.text("outcome"))
                .containsExactly("failed", "sent");
        log(Keys.sent(SLOT), null);
        log(Keys.claim(SLOT), null);
        assertThat(rows(Table.NOTIFICATION_LOG)).isEmpty();
        assertThat(rows(Table.NOTIFICATION_HISTORY)).hasSize(2);
    }

    @Test
    void poisonOnAnyTopicStopsNothing() {
        for (var topic : List.of(TOPICS.clusterLog(), TOPICS.alertState(), TOPICS.alerts())) {
            for (var key : List.of("", "silence/", "sent/x", "claim/x", "member/a", "uid/0123456789abcdef")) {
                append(topic, key, NONSENSE);
                append(topic, key, new byte[0]);
                append(topic, key, "{\"id\": 7}".getBytes(StandardCharsets.UTF_8));
                append(topic, key, null);
            }
        }
        log("silence/s1", Codecs.SILENCE.encode(Facts.silence("s1", at(60))));
        assertThat(rows(Table.SILENCES)).hasSize(1);
    }

    @Test
    void alertsAreHistoryAndStateAndThoseFromOutsideToo() {
        var pending = Facts.logged(new AlertState.Pending(at(0)));
        append(TOPICS.alertState(), pending.key(), Codecs.ALERT_STATE.encode(pending));
        append(TOPICS.alertState(), pending.key(), Codecs.ALERT_STATE.encode(pending));
        var posted = Facts.alert(at(60));
        append(TOPICS.alerts(), posted.alert().fingerprint().toString(), Codecs.ALERT.encode(posted));
        assertThat(rows(Table.ALERT_STATE)).hasSize(1);
        assertThat(rows(Table.POSTED_ALERTS)).hasSize(1);
        assertThat(rows(Table.ALERT_HISTORY))
                .extracting(row -> row.text("source") + " " + row.text("state"))
                .containsExactlyInAnyOrder("rule pending", "posted firing");
        driver.advanceWallClockTime(Duration.ofMinutes(2));
        assertThat(rows(Table.ALERT_HISTORY))
                .extracting(row -> row.text("source") + " " + row.text("state"))
                .containsExactlyInAnyOrder("rule pending", "posted firing", "posted resolved");
        append(TOPICS.alertState(), pending.key(), null);
        assertThat(rows(Table.ALERT_STATE)).isEmpty();
    }

    @Test
    void historyIsForgottenWhenItIsOld() {
        log(Keys.sent(SLOT), Codecs.SENT.encode(sent()));
        var pending = Facts.logged(new AlertState.Pending(at(0)));
        append(TOPICS.alertState(), pending.key(), Codecs.ALERT_STATE.encode(pending));
        driver.advanceWallClockTime(Duration.ofMinutes(59));
        assertThat(rows(Table.NOTIFICATION_HISTORY)).hasSize(1);
        driver.advanceWallClockTime(Duration.ofMinutes(2));
        assertThat(rows(Table.NOTIFICATION_HISTORY)).isEmpty();
        assertThat(rows(Table.ALERT_HISTORY)).isEmpty();
        assertThat(rows(Table.NOTIFICATION_LOG))
                .as("what stands is not history")
                .hasSize(1);
        assertThat(rows(Table.ALERT_STATE)).hasSize(1);
    }

    @Test
    void knowsHowFarItHasRead() {
        log("silence/s1", null);
        log("silence/s1", null);
        assertThat(progress.next(new Partition(TOPICS.clusterLog(), 0))).isEqualTo(2);
    }

    private static Sent sent() {
        var plain = Facts.sent("c2", at(2));
        return new Sent(
                SLOT,
                "c2",
                "a",
                plain.content(),
                at(2),
                at(2),
                at(3600),
                Reason.FIRST_NOTIFICATION,
                false,
                Map.of(),
                new Account(Map.of("job", "api"), 1, Duration.ofMillis(12)));
    }

    private static Released failed() {
        var account = new Account(Map.of("job", "api"), 3, Duration.ofSeconds(1));
        var failure = new Failure(Content.NOTHING, Reason.FIRST_NOTIFICATION, account, "503", at(1));
        return new Released(SLOT, "c1", "a", "delivery failed", Optional.of(failure));
    }

    private List<Row> rows(Table table) {
        var json = new RowJson(table);
        var rows = new ArrayList<Row>();
        try (var all = driver.<byte[], byte[]>getKeyValueStore(table.title()).all()) {
            all.forEachRemaining(entry -> rows.add(json.row(entry.value)));
        }
        return rows;
    }

    private void log(String key, byte[] value) {
        append(TOPICS.clusterLog(), key, value);
    }

    private void append(String topic, String key, byte[] value) {
        driver.createInputTopic(topic, new ByteArraySerializer(), new ByteArraySerializer())
                .pipeInput(new TestRecord<>(Keys.bytes(key), value, Facts.T));
    }
}

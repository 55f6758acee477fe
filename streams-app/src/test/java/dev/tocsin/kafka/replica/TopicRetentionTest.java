package dev.tocsin.kafka.replica;

import static dev.tocsin.kafka.TestRecords.SLOT;
import static dev.tocsin.kafka.TestRecords.TOPICS;
import static dev.tocsin.kafka.TestRecords.at;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.kafka.TestRecords;
import dev.tocsin.kafka.codec.Codecs;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TopicRetentionTest {
    private static final Duration HOUR = Duration.ofHours(1);

    @TempDir
    Path directory;

    @Test
    void onlyExpiredEntriesAreDeletedAndNoNotificationLogEntry() {
        try (var fixture = new ReplicaFixture(directory)) {
            var fingerprint = TestRecords.ALERT.fingerprint();
            fixture.log(0, "silence/s1", Codecs.SILENCE.encode(TestRecords.silence("s1", at(60))));
            fixture.log(0, "silence/s2", Codecs.SILENCE.encode(TestRecords.silence("s2", at(7200))));
            fixture.log(0, TestRecords.SENT_KEY, Codecs.SENT.encode(TestRecords.sent("c0", at(0))));
            fixture.log(1, TestRecords.CLAIM_KEY, Codecs.CLAIM.encode(TestRecords.claim("c1", "a")));
            fixture.log(0, "member/a", Codecs.MEMBER.encode(TestRecords.member("a")));
            fixture.log(5000, "member/b", Codecs.MEMBER.encode(TestRecords.member("b")));
            fixture.append(
                    TOPICS.alerts().name(),
                    at(0),
                    fingerprint.toString(),
                    Codecs.ALERT.encode(TestRecords.alert(at(300))));
            var retention = new TopicRetention(HOUR, HOUR, HOUR, HOUR);

            assertThat(retention.expired(fixture.replica, at(3599))).isEmpty();
            assertThat(retention.expired(fixture.replica, at(5000)))
                    .extracting(
                            entry -> entry.topic().name() + " " + entry.topic().key(entry.id()))
                    .containsExactly(
                            "t.cluster-log silence/s1",
                            "t.cluster-log claim/" + SLOT,
                            "t.cluster-log member/a",
                            "t.alerts " + fingerprint);
        }
    }
}

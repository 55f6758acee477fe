package dev.tocsin.kafka.replica;

import static dev.tocsin.kafka.TestRecords.SLOT;
import static dev.tocsin.kafka.TestRecords.TOPICS;
import static dev.tocsin.kafka.TestRecords.at;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.kafka.Keys;
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
    void whatHasOutlivedItsUseIsForgottenAndNothingElse() {
        try (var story = new ReplicaFixture(directory)) {
            var fingerprint = TestRecords.ALERT.fingerprint();
            story.log(0, "silence/s1", Codecs.SILENCE.encode(TestRecords.silence("s1", at(60))));
            story.log(0, "silence/s2", Codecs.SILENCE.encode(TestRecords.silence("s2", at(7200))));
            story.log(0, Keys.sent(SLOT), Codecs.SENT.encode(TestRecords.sent("c0", at(0))));
            story.log(1, Keys.claim(SLOT), Codecs.CLAIM.encode(TestRecords.claim("c1", "a")));
            story.log(0, "member/a", Codecs.MEMBER.encode(TestRecords.member("a")));
            story.log(5000, "member/b", Codecs.MEMBER.encode(TestRecords.member("b")));
            story.append(
                    TOPICS.alerts(), at(0), fingerprint.toString(), Codecs.ALERT.encode(TestRecords.alert(at(300))));
            var janitor = new TopicRetention(HOUR, HOUR, HOUR, HOUR);

            assertThat(janitor.expired(story.replica, at(3599)).isEmpty()).isTrue();
            var litter = janitor.expired(story.replica, at(5000));
            assertThat(litter.silences()).containsExactly("s1");
            assertThat(litter.claims()).containsExactly(SLOT);
            assertThat(litter.sent()).containsExactly(SLOT);
            assertThat(litter.members()).containsExactly("a");
            assertThat(litter.alerts()).containsExactly(fingerprint);
        }
    }
}

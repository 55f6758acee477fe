package dev.tocsin.kafka.replica;

import static dev.tocsin.kafka.Facts.SLOT;
import static dev.tocsin.kafka.Facts.TOPICS;
import static dev.tocsin.kafka.Facts.at;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.kafka.Facts;
import dev.tocsin.kafka.Keys;
import dev.tocsin.kafka.codec.Codecs;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JanitorTest {
    private static final Duration HOUR = Duration.ofHours(1);

    @TempDir
    Path directory;

    @Test
    void whatHasOutlivedItsUseIsForgottenAndNothingElse() {
        try (var story = new ReplicaStory(directory)) {
            var fingerprint = Facts.ALERT.fingerprint();
            story.log(0, "silence/s1", Codecs.SILENCE.encode(Facts.silence("s1", at(60))));
            story.log(0, "silence/s2", Codecs.SILENCE.encode(Facts.silence("s2", at(7200))));
            story.log(0, Keys.sent(SLOT), Codecs.SENT.encode(Facts.sent("c0", at(0))));
            story.log(1, Keys.claim(SLOT), Codecs.CLAIM.encode(Facts.claim("c1", "a")));
            story.log(0, "member/a", Codecs.MEMBER.encode(Facts.member("a")));
            story.log(5000, "member/b", Codecs.MEMBER.encode(Facts.member("b")));
            story.append(TOPICS.alerts(), at(0), fingerprint.toString(), Codecs.ALERT.encode(Facts.alert(at(300))));
            var janitor = new Janitor(HOUR, HOUR, HOUR, HOUR);

            assertThat(janitor.litter(story.replica, at(3599)).isEmpty()).isTrue();
            var litter = janitor.litter(story.replica, at(5000));
            assertThat(litter.silences()).containsExactly("s1");
            assertThat(litter.claims()).containsExactly(SLOT);
            assertThat(litter.sent()).containsExactly(SLOT);
            assertThat(litter.members()).containsExactly("a");
            assertThat(litter.alerts()).containsExactly(fingerprint);
        }
    }
}

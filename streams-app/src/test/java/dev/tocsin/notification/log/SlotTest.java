package dev.tocsin.notification.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.labels.Fingerprint;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SlotTest {
    @Test
    void longGroupKeyIsNamedByItsHash() {
        var one = new Slot("{}:{a=\"" + "x".repeat(1_000_000) + "\"}", "team", "webhook", 0);
        var other = new Slot("{}:{a=\"" + "x".repeat(1_000_001) + "\"}", "team", "webhook", 0);
        assertThat(one.toString()).startsWith("{}:{a=\"xxx").hasSize(150 + 1 + 64);
        assertThat(one.toString()).isNotEqualTo(other.toString());
        assertThat(Slot.bounded(one.groupKey() + ":team/webhook/0"))
                .as("a key that was written in full")
                .isEqualTo(one.toString());
        assertThat(Slot.bounded(one.toString())).isEqualTo(one.toString());
    }

    @Test
    void ordinaryGroupKeyIsWrittenInFull() {
        assertThat(new Slot("{}:{" + "a".repeat(1_900) + "}", "team", "webhook", 3).toString())
                .endsWith("aaa}:team/webhook/3");
    }

    @ParameterizedTest(name = "emoji after {0} letters")
    @ValueSource(ints = {148, 149, 150})
    void noCharacterIsCutInHalf(int letters) {
        var text = Slot.bounded("a".repeat(letters) + "\ud83d\ude00".repeat(2_000));
        assertThat(text.codePoints().filter(point -> point >= 0xd800 && point <= 0xdfff))
                .isEmpty();
    }

    @Test
    void entryKeepsItsFiringEpisodesWhenItIsShortened() {
        var episodes = NotifiedEpisodes.of(episodes(0, 5), episodes(5, 10));
        assertThat(episodes.limitedTo(10)).isEqualTo(episodes);
        assertThat(episodes.limitedTo(7)).isEqualTo(NotifiedEpisodes.of(episodes(0, 5), episodes(5, 7)));
        assertThat(episodes.limitedTo(3)).isEqualTo(NotifiedEpisodes.of(episodes(0, 3), List.of()));
        assertThat(episodes.isFiring(new Fingerprint(4))).isTrue();
        assertThat(episodes.isFiring(new Fingerprint(5))).isFalse();
    }

    private static List<Episode> episodes(int from, int to) {
        return IntStream.range(from, to)
                .mapToObj(number -> new Episode(new Fingerprint(number), Instant.EPOCH))
                .toList();
    }
}

package dev.tocsin.notification.silences;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tocsin.labels.Matcher;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SilenceExpiryTest {
    private static final Instant T = Instant.parse("2026-01-01T12:00:00Z");
    private static final SilenceExpiry EXPIRY = SilenceExpiry.of("when_resolved", Duration.ofSeconds(60));

    @ParameterizedTest(name = "mutes {0}, last matched at {1}, now {2}: {3}")
    @CsvSource(delimiter = '|', nullValues = "never", textBlock = """
            # mutes now | last matched | now  | due
            true        | 100          | 100  | false
            false       | 100          | 159  | false
            false       | 100          | 160  | true
            false       | never        | 1000 | false
            false       | -10          | 1000 | false
            false       | 100          | 4000 | false
            """)
    void endsOnceItsAlertsHaveEnded(boolean mutesNow, Long lastMatched, long now, boolean isDue) {
        var last = lastMatched == null ? Instant.MIN : T.plusSeconds(lastMatched);
        assertThat(EXPIRY.isDue(silence(EXPIRY), mutesNow, last, T.plusSeconds(now)))
                .isEqualTo(isDue);
        assertThat(SilenceExpiry.AT_END.isDue(silence(SilenceExpiry.AT_END), mutesNow, last, T.plusSeconds(now)))
                .isFalse();
    }

    @Test
    void refusesUnknownValues() {
        assertThatThrownBy(() -> SilenceExpiry.of("later", Duration.ZERO))
                .hasMessage("expire is 'later', but must be when_resolved, or be left out");
        assertThatThrownBy(() -> SilenceExpiry.of("when_resolved", Duration.ofSeconds(-1)))
                .hasMessage("expireGraceSeconds is -1, but must be from 0 to 2592000");
    }

    @Test
    void editOfAClientThatDoesNotKnowItKeepsIt() {
        var silences = Silences.of(List.of(silence(EXPIRY)));
        var longer =
                stored(silences.set(draft(T, T.plusSeconds(7_200)), T.plusSeconds(10), () -> "s2", SilenceLimits.NONE));
        assertThat(longer).hasSize(1);
        assertThat(longer.get(0).id()).isEqualTo("s1");
        assertThat(longer.get(0).expiry()).isEqualTo(EXPIRY);
        assertThat(longer.get(0).replaces()).isEmpty();
    }

    @Test
    void editWithOtherMatchersNamesTheSilenceThatItReplaces() {
        var silences = Silences.of(List.of(silence(EXPIRY)));
        var other = new SilenceDraft(
                "s1",
                List.of(new SilenceDraft.MatcherDraft("job", Matcher.Op.EQUAL, "web")),
                T,
                T.plusSeconds(7_200),
                "ann",
                "deploy",
                Map.of(),
                Optional.of(SilenceExpiry.AT_END));
        var replaced = stored(silences.set(other, T.plusSeconds(10), () -> "s2", SilenceLimits.NONE));
        assertThat(replaced).extracting(Silence::id).containsExactly("s2", "s1");
        assertThat(replaced.get(0).replaces()).isEqualTo("s1");
        assertThat(replaced.get(0).expiry()).isEqualTo(SilenceExpiry.AT_END);
    }

    private static List<Silence> stored(SilenceResult result) {
        return ((SilenceResult.Stored) result).toAppend();
    }

    private static SilenceDraft draft(Instant start, Instant end) {
        return new SilenceDraft(
                "s1",
                List.of(new SilenceDraft.MatcherDraft("job", Matcher.Op.EQUAL, "api")),
                start,
                end,
                "ann",
                "deploy",
                Map.of());
    }

    private static Silence silence(SilenceExpiry expiry) {
        return new Silence(
                "s1",
                List.of(Matcher.alerting("job", Matcher.Op.EQUAL, "api")),
                T,
                T.plusSeconds(3_600),
                T,
                "ann",
                "deploy",
                Map.of(),
                expiry,
                "");
    }
}

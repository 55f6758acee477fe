package dev.tocsin.alerts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tocsin.labels.LabelName;
import dev.tocsin.labels.Labels;
import dev.tocsin.notation.GoTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Times are seconds. Now is 100, and the resolve timeout is 300. */
class PostedAlertTest {
    private static final Instant T0 = Instant.parse("2026-01-01T00:00:00Z");
    private static final Map<String, String> LABELS = Map.of("alertname", "a", "empty", "");

    @ParameterizedTest(name = "sent from {0} until {1}: from {2} until {3}, timed out {4}")
    @CsvSource({"50, 200, 50, 200, false", "50, , 50, 400, true", ", , 100, 400, true", ", 90, 90, 90, false"})
    void missingTimesAreFilledIn(Integer start, Integer end, int from, int until, boolean timedOut) {
        var posted = post(LABELS, start == null ? GoTime.ZERO : at(start), end == null ? GoTime.ZERO : at(end));
        assertThat(posted.alert().startsAt()).isEqualTo(at(from));
        assertThat(posted.alert().endsAt()).isEqualTo(at(until));
        assertThat(posted.timedOut()).isEqualTo(timedOut);
        assertThat(posted.alert().labels()).isEqualTo(Labels.of("alertname", "a"));
        assertThat(posted.alert().updatedAt()).isEqualTo(at(100));
    }

    @Test
    void errorsAreAlertmanagers() {
        assertThatThrownBy(() -> post(Map.of("a", ""), at(0), at(1))).hasMessage("at least one label pair required");
        assertThatThrownBy(() -> post(LABELS, at(2), at(1))).hasMessage("start time must be before end time");
        assertThatThrownBy(() -> post(Map.of("", "x"), at(0), at(1)))
                .hasMessage("invalid label set: invalid name \"\"");
    }

    @Test
    void alertBeyondALimitIsRefusedWithAllItsMistakes() {
        var long1 = "n".repeat(1_025);
        var long2 = "v".repeat(32 * 1024 + 1);
        assertRefused(Map.of("a", long2), Map.of(), "value of \"a\" has 32,769 characters, but the limit is 32,768");
        assertRefused(Map.of(long1, "v"), Map.of(), "has 1,025 characters, but the limit is 1,024");
        assertRefused(Map.of("a", "v"), Map.of(long1, ""), "invalid annotations: name \"nnn");
        assertRefused(numbered(1_001, "v"), Map.of(), "1,001 labels, but the limit is 1,000");
        assertRefused(numbered(3, "v".repeat(30_000)), Map.of(), "90,006 characters in names and values");
        assertRefused(
                Map.of("a", "v"),
                Map.of("b", "x".repeat(4 * 1024 * 1024)),
                "the alert has 4,194,307 bytes, but the limit");
        assertRefused(Map.of("", "v", "a", long2), Map.of("", "x"), "invalid label set: invalid name \"\"; ");
        assertRefused(Map.of("", "v", "a", long2), Map.of("", "x"), "; invalid annotations: invalid name \"\"");
        assertRefused(numbered(100_000, long2), Map.of(), "more mistakes");
    }

    @Test
    void messagesOfLargeAlertsAreShort() {
        assertThatThrownBy(() -> post(numbered(100_000, "v".repeat(40_000)), at(0), at(1)))
                .satisfies(refused -> assertThat(refused.getMessage()).hasSizeLessThan(3_000));
        assertThatThrownBy(() -> post(Map.of("\ud800".repeat(100_000), "v"), at(0), at(1)))
                .satisfies(refused -> assertThat(refused.getMessage()).hasSizeLessThan(3_000));
    }

    @Test
    void annotationOfMoreThanAMegabyteFits() {
        var posted = PostedAlert.of(
                LABELS,
                Map.of("text", "x".repeat(1_200_000)),
                at(0),
                at(200),
                "",
                at(100),
                Duration.ofSeconds(300),
                LabelName::isValid);
        assertThat(posted.alert().annotations().get("text")).hasSize(1_200_000);
    }

    private static void assertRefused(Map<String, String> labels, Map<String, String> annotations, String mistake) {
        assertThatThrownBy(() -> PostedAlert.of(
                        labels, annotations, at(0), at(1), "", at(100), Duration.ofSeconds(300), LabelName::isValid))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(mistake);
    }

    private static Map<String, String> numbered(int count, String value) {
        return IntStream.range(0, count).boxed().collect(Collectors.toMap(number -> "l" + number, number -> value));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        // name,                                          older,   timed, younger, timed, merged
        "a refresh replaces,                              0, 150, false, 0, 200, false,  0, 200",
        "no overlap: the later one replaces,              0,  50, false, 60, 200, false, 60, 200",
        "an earlier end of a later post counts,           0, 200, false, 10, 90, false,  0,  90",
        "both fire: a later explicit end stays,           0, 300, false, 10, 200, false, 0, 300",
        "both fire: an explicit end replaces a timeout,   0, 300, true, 10, 200, false,  0, 200",
        "both resolved: the later end counts,             0,  90, false, 10,  80, false, 0,  90",
        "resolved and firing: one episode,                0,  90, false, 50, 200, false, 0, 200"
    })
    void mergesTwoReportsOfOneAlert(
            String name, int s1, int e1, boolean t1, int s2, int e2, boolean t2, int start, int end) {
        var older = new PostedAlert(alert(s1, e1, 1), t1);
        var younger = new PostedAlert(alert(s2, e2, 2), t2);
        var merged = younger.merge(older, at(100)).alert();
        assertThat(merged.startsAt()).isEqualTo(at(start));
        assertThat(merged.endsAt()).isEqualTo(at(end));
        assertThat(merged.updatedAt()).isEqualTo(at(2));
    }

    @Test
    void nanosecondsOfTheClientAreKeptAndCompared() {
        var known = post(LABELS, at(50).plusNanos(1), at(200).plusNanos(2));

        assertThat(known.alert().startsAt()).isEqualTo(at(50).plusNanos(1));
        assertThat(known.alert().endsAt()).isEqualTo(at(200).plusNanos(2));
        assertThat(post(LABELS, at(50).plusNanos(1), at(200).plusNanos(2)).isDuplicateOf(known))
                .isTrue();
        assertThat(post(LABELS, at(50).plusNanos(2), at(200).plusNanos(2)).isDuplicateOf(known))
                .isFalse();
        assertThat(post(LABELS, at(50).plusNanos(1), at(200).plusNanos(3)).isExtensionOf(known))
                .isTrue();
    }

    @Test
    void timesOfTheInstanceHaveMilliseconds() {
        var posted = PostedAlert.of(
                LABELS,
                Map.of(),
                GoTime.ZERO,
                GoTime.ZERO,
                "",
                at(100).plusNanos(1_000_999),
                Duration.ofSeconds(300),
                LabelName::isValid);

        assertThat(posted.alert().startsAt()).isEqualTo(at(100).plusMillis(1));
        assertThat(posted.alert().endsAt()).isEqualTo(at(400).plusMillis(1));
    }

    private static PostedAlert post(Map<String, String> labels, Instant start, Instant end) {
        return PostedAlert.of(labels, Map.of(), start, end, "", at(100), Duration.ofSeconds(300), LabelName::isValid);
    }

    private static Alert alert(int start, int end, int updated) {
        return new Alert(Labels.of("alertname", "a"), Map.of(), at(start), at(end), "", at(updated));
    }

    private static Instant at(int seconds) {
        return T0.plusSeconds(seconds);
    }
}

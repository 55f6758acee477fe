package dev.tocsin.notification.silences;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.tocsin.labels.Labels;
import dev.tocsin.labels.Matcher.Op;
import dev.tocsin.notation.GoTime;
import dev.tocsin.notification.silences.SilenceDraft.MatcherDraft;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class SilencesTest {
    private static final Instant T0 = Instant.parse("2026-01-01T00:00:00Z");
    private static final MatcherDraft CPU = new MatcherDraft("alertname", Op.EQUAL, "HighCPU");
    private static final MatcherDraft NOT_EU = new MatcherDraft("cluster", Op.NOT_REGEX, "eu.*");
    private static final Labels HIGH_CPU = Labels.of("alertname", "HighCPU", "cluster", "us1");

    @ParameterizedTest(name = "from 60 until 120, at {0}: {1}")
    @CsvSource({"0, PENDING", "59.999, PENDING", "60, ACTIVE", "119.999, ACTIVE", "120, EXPIRED", "500, EXPIRED"})
    void stateDependsOnTheTime(double at, SilenceState state) {
        var stored = stored(draft("", 60, 120, CPU), T0);
        assertThat(stored.at(at(at))).isEqualTo(state);
        assertThat(Silences.of(List.of(stored)).mutedBy(HIGH_CPU, at(at)).isEmpty())
                .isEqualTo(state != SilenceState.ACTIVE);
    }

    @Test
    void silenceThatStartedOnCreationIsActiveThoughTheClockIsSetBack() {
        var stored = stored(draft("", 0, 60, CPU), T0);
        assertThat(stored.at(at(-2))).isEqualTo(SilenceState.ACTIVE);
    }

    @Test
    void mutesLabelsThatAllMatchersMatch() {
        var silences = Silences.of(List.of(stored(draft("", 0, 60, CPU, NOT_EU), T0)));
        assertThat(silences.mutedBy(HIGH_CPU, T0)).containsExactly("new");
        assertThat(silences.mutedBy(HIGH_CPU.with("cluster", ""), T0)).containsExactly("new");
        assertThat(silences.mutedBy(HIGH_CPU.with("cluster", "eu1"), T0)).isEmpty();
        assertThat(silences.mutedBy(HIGH_CPU.with("alertname", "Other"), T0)).isEmpty();
    }

    static Stream<List<Object>> invalidDrafts() {
        return Stream.of(
                List.of("at least one matcher set required", draft("", 0, 60)),
                List.of(
                        "matcher set 0: at least one matcher must not match the empty string",
                        draft("", 0, 60, new MatcherDraft("a", Op.EQUAL, ""), new MatcherDraft("b", Op.REGEX, "x?"))),
                List.of(
                        "invalid label matcher 1 in set 0: invalid label name \"\"",
                        draft("", 0, 60, CPU, new MatcherDraft("", Op.EQUAL, "x"))),
                List.of("end time must not be before start time", draft("", 60, 0, CPU)),
                List.of(
                        "invalid zero end timestamp",
                        new SilenceDraft("", List.of(CPU), T0, GoTime.ZERO, "me", "why", Map.of())),
                List.of(
                        "invalid label matcher 0 in set 0: invalid regular expression \"(\": error parsing regexp:"
                                + " missing closing ): `(`",
                        draft("", 0, 60, new MatcherDraft("a", Op.REGEX, "("))));
    }

    @ParameterizedTest
    @MethodSource("invalidDrafts")
    void invalidSilencesAreRefusedAsByAlertmanager(List<Object> messageAndDraft) {
        var answer = set(Silences.of(List.of()), (SilenceDraft) messageAndDraft.get(1), T0);
        assertThat(answer).isEqualTo(new SilenceResult.Invalid("invalid silence: " + messageAndDraft.get(0)));
    }

    @Test
    void negativeMatcherAloneIsEnough() {
        assertThat(set(Silences.of(List.of()), draft("", 0, 60, NOT_EU), T0)).isInstanceOf(SilenceResult.Stored.class);
    }

    @Test
    void newSilenceDoesNotStartInThePast() {
        assertThat(stored(draft("", -60, 60, CPU), T0).startsAt()).isEqualTo(T0);
        var atOnce = new SilenceDraft("", List.of(CPU), GoTime.ZERO, at(60), "me", "why", Map.of());
        assertThat(stored(atOnce, T0).startsAt()).isEqualTo(T0);
        assertThat(stored(draft("", 10, 60, CPU), T0).startsAt()).isEqualTo(at(10));
        assertThat(stored(draft("", 10, 60, CPU), T0).updatedAt()).isEqualTo(T0);
    }

    @Test
    void unknownIdIsNotFound() {
        assertThat(set(Silences.of(List.of()), draft("x", 0, 60, CPU), T0)).isEqualTo(new SilenceResult.NotFound("x"));
        assertThat(Silences.of(List.of()).expire("x", T0)).isEqualTo(new SilenceResult.NotFound("x"));
        assertThat(new SilenceResult.NotFound("x").message()).isEqualTo("silence not found");
    }

    /** Edits of a silence from 60 until 120 on alertname and cluster keep or replace its id. */
    @ParameterizedTest(name = "at {0}, now from {1} until {2}, {3}: {4}")
    @CsvSource({
        "90,  60,     180, same,      keeps",
        "90,  60.4,   180, same,      keeps",
        "90,  61,     180, same,      replaces",
        "90,  60,      90, same,      keeps",
        "90,  60,     180, reordered, replaces",
        "90,  60,     180, fewer,     replaces",
        "30,  60,     180, same,      keeps",
        "30,  40,     180, same,      keeps",
        "30,  20,     180, same,      replaces",
        "130, 60,     180, same,      replaces",
    })
    void editKeepsTheIdIfMatchersAndStartAreUnchanged(
            double now, double start, double end, String matchers, String expected) {
        var before = stored(draft("", 60, 120, CPU, NOT_EU), T0, "old");
        var edited = switch (matchers) {
            case "same" -> draft("old", start, end, CPU, NOT_EU);
            case "reordered" -> draft("old", start, end, NOT_EU, CPU);
            default -> draft("old", start, end, CPU);
        };
        var answer = (SilenceResult.Stored) set(Silences.of(List.of(before)), edited, at(now));
        assertThat(answer.id()).isEqualTo(expected.equals("keeps") ? "old" : "new");
        assertThat(answer.toAppend().get(0).endsAt()).isEqualTo(at(end));
    }

    @Test
    void replacedSilenceIsExpired() {
        var before = Silences.of(List.of(stored(draft("", 60, 120, CPU), T0, "old")));
        assertThat(((SilenceResult.Stored) set(before, draft("old", 60, 120, NOT_EU), at(90))).toAppend())
                .extracting(Silence::id, Silence::startsAt, Silence::endsAt)
                .containsExactly(tuple("new", at(90), at(120)), tuple("old", at(60), at(90)));
        assertThat(((SilenceResult.Stored) set(before, draft("old", 150, 180, NOT_EU), at(140))).toAppend())
                .extracting(Silence::id)
                .containsExactly("new");
    }

    @ParameterizedTest(name = "at {0}: from {1} until {2}")
    @CsvSource({"30, 30, 30", "90, 60, 90"})
    void expireEndsTheSilenceNow(double now, double start, double end) {
        var before = Silences.of(List.of(stored(draft("", 60, 120, CPU), T0)));
        var after = ((SilenceResult.Stored) before.expire("new", at(now)))
                .toAppend()
                .get(0);
        assertThat(List.of(after.startsAt(), after.endsAt(), after.updatedAt()))
                .containsExactly(at(start), at(end), at(now));
        assertThat(Silences.of(List.of(after)).mutedBy(HIGH_CPU, at(now))).isEmpty();
    }

    @Test
    void expiringAnExpiredSilenceAppendsNothing() {
        var before = Silences.of(List.of(stored(draft("", 60, 120, CPU), T0)));
        assertThat(before.expire("new", at(120))).isEqualTo(new SilenceResult.Stored(List.of(), "new"));
    }

    @Test
    void limitsApplyToNewSilencesOnly() {
        var one = Silences.of(List.of(stored(draft("", 60, 120, CPU), T0, "old")));
        assertThat(one.set(draft("old", 60, 120, NOT_EU), at(90), () -> "new", new SilenceLimits(1, 0)))
                .isEqualTo(new SilenceResult.Invalid("exceeded maximum number of silences: 2 (limit: 1)"));
        assertThat(one.set(draft("old", 60, 180, CPU), at(90), () -> "new", new SilenceLimits(1, 0)))
                .isInstanceOf(SilenceResult.Stored.class);
        assertThat(one.set(draft("", 60, 120, CPU), T0, () -> "new", new SilenceLimits(0, 20)))
                .isEqualTo(new SilenceResult.Invalid("silence exceeded maximum size: 21 bytes (limit: 20 bytes)"));
    }

    @Test
    void silencesAreSortedByStateAndTime() {
        var silences = Stream.of(
                        "active2 0 200",
                        "active1 0 190",
                        "pending2 80 90",
                        "pending1 70 99",
                        "expired2 0 10",
                        "expired1 0 20")
                .map(text -> text.split(" "))
                .map(parts -> stored(
                        draft("", Double.parseDouble(parts[1]), Double.parseDouble(parts[2]), CPU), T0, parts[0]))
                .toList();
        assertThat(Silences.of(silences).sortedByState(at(60)))
                .extracting(Silence::id)
                .containsExactly("active1", "active2", "pending1", "pending2", "expired1", "expired2");
    }

    @Test
    void theNextStartIsThatOfTheNextSilenceToBegin() {
        var silences = Silences.of(
                List.of(stored(draft("", 60, 120, CPU), T0, "a"), stored(draft("", 90, 120, CPU), T0, "b")));
        assertThat(silences.nextStart(at(0))).isEqualTo(at(60));
        assertThat(silences.nextStart(at(60))).isEqualTo(at(90));
        assertThat(silences.nextStart(at(90))).isEqualTo(Instant.MAX);
        assertThat(Silences.NONE.nextStart(T0)).isEqualTo(Instant.MAX);
    }

    @Test
    void expiredSilencesAreKeptForTheRetention() {
        var silences = Silences.of(List.of(stored(draft("", 60, 120, CPU), T0)));
        assertThat(silences.pastRetention(at(179.9), Duration.ofMinutes(1))).isEmpty();
        assertThat(silences.pastRetention(at(180), Duration.ofMinutes(1))).hasSize(1);
    }

    private static SilenceResult set(Silences silences, SilenceDraft draft, Instant now) {
        return silences.set(draft, now, () -> "new", SilenceLimits.NONE);
    }

    private static Silence stored(SilenceDraft draft, Instant now) {
        return stored(draft, now, "new");
    }

    private static Silence stored(SilenceDraft draft, Instant now, String id) {
        return ((SilenceResult.Stored) Silences.of(List.of()).set(draft, now, () -> id, SilenceLimits.NONE))
                .toAppend()
                .get(0);
    }

    private static SilenceDraft draft(String id, double start, double end, MatcherDraft... matchers) {
        return new SilenceDraft(id, List.of(matchers), at(start), at(end), "me", "why", Map.of());
    }

    private static Instant at(double seconds) {
        return T0.plusMillis(Math.round(seconds * 1000));
    }
}

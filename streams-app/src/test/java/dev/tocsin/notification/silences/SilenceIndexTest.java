package dev.tocsin.notification.silences;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.labels.Labels;
import dev.tocsin.labels.Matcher;
import dev.tocsin.labels.Matcher.Op;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class SilenceIndexTest {
    private static final Instant T0 = Instant.parse("2026-01-01T00:00:00Z");
    private static final List<String> NAMES = List.of("a", "b", "c", "d");
    private static final List<String> VALUES = List.of("x", "xy", "y", "yx", "z", "");
    private static final List<String> REGEXES =
            List.of("x|y", "x.*", "xy?", "x|y.*", ".*y", "", "z|", "[xy]+", "x.|zz", "(x|y)x");

    @ParameterizedTest(name = "{0} of label a finds a silence of {1}: {2}")
    @CsvSource({
        "=, x, x, true",
        "=, x, xy, false",
        "=~, x|y, y, true",
        "=~, x|y, yx, false",
        "=~, x.*, xy, true",
        "=~, x.*, yx, false",
        "=~, .*x, yx, true",
        "!=, x, y, true",
        "!=, x, x, false",
        "!~, x|y, z, true",
        "!~, x|y, x, false"
    })
    void silencesAreFoundByEveryKindOfMatcher(String sign, String value, String label, boolean isFound) {
        var op = Stream.of(Op.values()).filter(one -> one.sign().equals(sign)).findFirst();
        var silences = Silences.of(List.of(silence("1", Matcher.alerting("a", op.orElseThrow(), value))));
        assertThat(silences.mutedBy(Labels.of("a", label), T0)).hasSize(isFound ? 1 : 0);
    }

    @Test
    void theMutingSilencesAreInTheOrderOfTheirIds() {
        var silences = Silences.of(List.of(
                silence("3", equal("a", "x")),
                silence("1", Matcher.alerting("a", Op.REGEX, "x.*")),
                silence("2", Matcher.alerting("b", Op.NOT_EQUAL, "x"))));
        assertThat(silences.mutedBy(Labels.of("a", "x"), T0)).containsExactly("1", "2", "3");
    }

    static Stream<Long> seeds() {
        return IntStream.range(0, 200).mapToObj(Long::valueOf);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void anIndexFindsWhatEverySilenceMutesAloneAlsoAfterChanges(long seed) {
        var random = new Random(seed);
        var stored = new HashMap<String, Silence>();
        var silences = Silences.of(List.of());
        for (var step = 0; step < 20; step++) {
            change(stored, random);
            silences = silences.updatedTo(stored.values());
            for (var alert = 0; alert < 20; alert++) {
                var labels = labels(random);
                assertThat(silences.mutedBy(labels, T0)).isEqualTo(mutedBy(stored, labels));
                assertThat(silences.mutedBy(labels, T0)).isEqualTo(mutedBy(stored, labels));
            }
            assertThat(silences.all()).containsExactlyInAnyOrderElementsOf(stored.values());
        }
    }

    @Test
    void anOlderVersionIsNotChangedByANewerOne() {
        var labels = Labels.of("a", "x");
        var first = Silences.of(List.of(silence("1", equal("a", "x"))));
        var second = first.updatedTo(List.of(silence("2", equal("a", "x"))));
        assertThat(second.mutedBy(labels, T0)).containsExactly("2");
        assertThat(first.mutedBy(labels, T0)).containsExactly("1");
    }

    /** Adds, edits or deletes a few silences, or many at once. */
    private static void change(Map<String, Silence> stored, Random random) {
        var changes = random.nextInt(10) == 0 ? 100 : random.nextInt(4);
        for (var i = 0; i < changes; i++) {
            var id = String.valueOf(random.nextInt(200));
            if (random.nextInt(3) == 0) {
                stored.remove(id);
            } else {
                stored.put(id, silence(id, matchers(random)));
            }
        }
    }

    private static List<String> mutedBy(Map<String, Silence> stored, Labels labels) {
        return stored.values().stream()
                .filter(silence -> silence.mutes(labels, T0))
                .map(Silence::id)
                .sorted()
                .toList();
    }

    private static Matcher[] matchers(Random random) {
        var matchers = new ArrayList<Matcher>();
        // A silence needs a matcher that does not match the empty string.
        matchers.add(equal(one(NAMES, random), one(List.of("x", "xy", "y"), random)));
        if (random.nextInt(4) == 0) {
            matchers.set(0, Matcher.alerting(one(NAMES, random), Op.NOT_EQUAL, "y"));
        }
        while (random.nextBoolean()) {
            var op = one(List.of(Op.values()), random);
            matchers.add(Matcher.alerting(one(NAMES, random), op, one(op.isRegex() ? REGEXES : VALUES, random)));
        }
        return matchers.toArray(Matcher[]::new);
    }

    private static Labels labels(Random random) {
        var labels = new HashMap<String, String>();
        NAMES.forEach(name -> labels.put(name, one(VALUES, random)));
        return Labels.of(labels);
    }

    private static <T> T one(List<T> of, Random random) {
        return of.get(random.nextInt(of.size()));
    }

    private static Matcher equal(String name, String value) {
        return Matcher.alerting(name, Op.EQUAL, value);
    }

    private static Silence silence(String id, Matcher... matchers) {
        return new Silence(
                id,
                List.of(matchers),
                T0.minusSeconds(60),
                T0.plusSeconds(60),
                T0.minusSeconds(60),
                "me",
                "",
                Map.of());
    }
}

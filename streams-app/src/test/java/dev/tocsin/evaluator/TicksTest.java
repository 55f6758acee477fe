package dev.tocsin.evaluator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.evaluation.rules.RuleGroupDraft;
import dev.tocsin.evaluation.rules.TestRuleGroups;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TicksTest {
    @ParameterizedTest(name = "every 60s from 7s, at {0}: slot {1}, next {2}")
    @CsvSource(textBlock = """
            0,    -53,  7
            6,    -53,  7
            7,    7,    67
            66,   7,    67
            67,   67,   127
            -54,  -113, -53
            """)
    void ticksAreAlignedToTheOffset(long now, long slot, long next) {
        var ticks = new Ticks(Duration.ofSeconds(60), Duration.ofSeconds(7));
        assertThat(ticks.lastTickAt(Instant.ofEpochSecond(now))).isEqualTo(Instant.ofEpochSecond(slot));
        assertThat(ticks.nextAfter(Instant.ofEpochSecond(now))).isEqualTo(Instant.ofEpochSecond(next));
    }

    @Test
    void countsMissedTicks() {
        var ticks = new Ticks(Duration.ofSeconds(60), Duration.ZERO);
        var first = Instant.EPOCH;
        assertThat(ticks.ticksBetween(first, first.plusSeconds(60))).isZero();
        assertThat(ticks.ticksBetween(first, first.plusSeconds(240))).isEqualTo(3);
    }

    @Test
    void offsetDependsOnNamesOnlyAndSpreadsGroups() {
        var offsets = IntStream.range(0, 60)
                .mapToObj(i -> Ticks.of(TestRuleGroups.valid(
                                new RuleGroupDraft("app", "g" + i, "1m", "", 0, Map.of(), List.of())))
                        .offset())
                .toList();
        assertThat(offsets).allMatch(offset -> offset.compareTo(Duration.ofMinutes(1)) < 0);
        assertThat(offsets.stream().distinct().count()).isGreaterThan(30);
        assertThat(offsets.get(0)).as("the same for ever").isEqualTo(Duration.ofSeconds(29));
    }
}

package dev.tocsin.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.evaluation.rules.GroupState;
import dev.tocsin.evaluation.rules.RuleGroup;
import dev.tocsin.evaluation.rules.TestRuleGroups;
import dev.tocsin.evaluator.RuleGroupStatus;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Duties that an instance neglects or does late. Times are seconds after its start; groups have an interval of 60 s. */
class InstanceHealthTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final RuleGroup GROUP = TestRuleGroups.group();

    private final Known known = new Known();
    private Instant now = START;
    private final InstanceHealth health = new InstanceHealth(known, START, (InstantSource) () -> now);

    @Test
    void nothingIsDegradedInNormalWork() {
        known.groups = List.of(evaluatedAt(0));
        at(60);
        assertThat(health.degraded()).isEmpty();
    }

    @ParameterizedTest(name = "last tick {0}, now {1}: late by {2}")
    @CsvSource({"0, 129, 0", "0, 130, 0", "0, 131, 1", "60, 189, 0", "60, 400, 210", "-1000, 130, 0", "-1000, 200, 70"})
    void groupIsLateAfterTwoIntervalsAndTenSeconds(int lastTick, int time, int late) {
        known.groups = List.of(evaluatedAt(lastTick), evaluatedAt(time));
        known.samplesBehind = 7;
        at(time);
        if (late == 0) {
            assertThat(health.degraded()).isEmpty();
        } else {
            assertThat(health.degraded())
                    .containsExactly("rules are evaluated late, by %d s; the samples topic is read except for 7 records"
                            .formatted(late));
        }
    }

    @Test
    void groupThatWasNeverEvaluatedIsLateFromTheStartOn() {
        known.groups = List.of(RuleGroupStatus.notEvaluated(GROUP, GroupState.INITIAL));
        at(130);
        assertThat(health.degraded()).isEmpty();
        at(135);
        assertThat(health.degraded()).singleElement().asString().contains("late, by 5 s");
    }

    @ParameterizedTest(name = "last tick {0}, log time {1}: ahead by {2}")
    @CsvSource({"100, 100, 0", "110, 100, 0", "111, 100, 11", "3700, 100, 3600"})
    void ticksThatAreAheadOfTheBrokersClockAreTold(int lastTick, int logTime, int ahead) {
        known.groups = List.of(evaluatedAt(lastTick), evaluatedAt(0));
        at(logTime);
        if (ahead == 0) {
            assertThat(health.degraded()).isEmpty();
        } else {
            assertThat(health.degraded())
                    .singleElement()
                    .asString()
                    .startsWith("rules are not evaluated for %d s: the brokers' clock has gone back".formatted(ahead));
        }
    }

    @ParameterizedTest(name = "log time {0}, clock {1}: {2}")
    @CsvSource({
        "100, 102,",
        "102, 100,",
        "100, 103, the clock of this machine is 3 s ahead of the brokers' clock",
        "103, 100, the clock of this machine is 3 s behind the brokers' clock",
        "3700, 100, the clock of this machine is 3600 s behind the brokers' clock"
    })
    void clockThatDiffersByMoreThanTwoSecondsIsTold(int logTime, int time, String told) {
        at(time);
        known.logTime = START.plusSeconds(logTime);
        if (told == null) {
            assertThat(health.degraded()).isEmpty();
        } else {
            assertThat(health.degraded()).singleElement().asString().startsWith(told);
        }
    }

    @Test
    void configurationAndHeldSlotsAreTold() {
        known.hasConfig = false;
        known.configProblem = "no route";
        known.held = 3;
        assertThat(health.degraded())
                .hasSize(3)
                .anySatisfy(reason -> assertThat(reason).startsWith("there is no Alertmanager configuration"))
                .anySatisfy(
                        reason -> assertThat(reason).startsWith("the newest Alertmanager configuration is not valid"))
                .anySatisfy(reason -> assertThat(reason).startsWith("3 notifications are due"));
    }

    @Test
    void beforeTheReplicaIsRestoredNothingIsKnown() {
        known.isLive = false;
        known.hasConfig = false;
        known.logTime = Instant.EPOCH;
        assertThat(health.degraded()).isEmpty();
    }

    private void at(int seconds) {
        now = START.plusSeconds(seconds);
        known.logTime = now;
    }

    private static RuleGroupStatus evaluatedAt(int seconds) {
        return new RuleGroupStatus(GROUP, GroupState.INITIAL, START.plusSeconds(seconds), Duration.ZERO, Map.of());
    }

    private static final class Known implements InstanceHealth.Signals {
        private boolean isLive = true;
        private boolean hasConfig = true;
        private String configProblem = "";
        private List<RuleGroupStatus> groups = List.of();
        private long samplesBehind;
        private Instant logTime = START;
        private int held;

        @Override
        public boolean isLive() {
            return isLive;
        }

        @Override
        public boolean hasConfig() {
            return hasConfig;
        }

        @Override
        public String configProblem() {
            return configProblem;
        }

        @Override
        public List<RuleGroupStatus> groups() {
            return groups;
        }

        @Override
        public long samplesBehind() {
            return samplesBehind;
        }

        @Override
        public Instant logTime() {
            return logTime;
        }

        @Override
        public long slotsHeldForLong() {
            return held;
        }
    }
}

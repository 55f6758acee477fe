package dev.tocsin.evaluator;

import static dev.tocsin.evaluator.SchedulerFixture.group;
import static dev.tocsin.evaluator.SchedulerFixture.record;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Ticks at which three schedulers with shared topics write recorded samples, in virtual time. */
class RecordedTicksTest {
    @Test
    void recordingRuleWritesOnceATick() {
        var fixture = new SchedulerFixture(10, group("rec", record("double", "2 * load")))
                .set("load", 2)
                .run(60);
        assertThat(recordedTicks(fixture)).doesNotHaveDuplicates().hasSizeBetween(5, 7);
    }

    @Test
    void anotherInstanceWritesForADeadOne() {
        var fixture = new SchedulerFixture(11, group("rec", record("double", "2 * load"))).set("load", 2);
        fixture.instances.get(0).loop.kill();
        fixture.run(60);
        assertThat(recordedTicks(fixture)).hasSizeBetween(5, 14);
        assertThat(recordedTicks(fixture).stream().distinct()).hasSizeBetween(5, 7);
    }

    private static List<Instant> recordedTicks(SchedulerFixture fixture) {
        return fixture.samples.records().stream()
                .filter(batch -> batch.source().equals("test/rec"))
                .map(batch -> batch.tick())
                .toList();
    }
}

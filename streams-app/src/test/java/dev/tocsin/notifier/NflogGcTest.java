package dev.tocsin.notifier;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.notification.log.NflogEntry;
import dev.tocsin.notification.log.NotificationReason;
import dev.tocsin.notification.log.NotifiedEpisodes;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Expired entries are deleted, and no current entry is. */
class NflogGcTest {
    private static final int SEEDS = 300;
    private static final Duration KEPT = Duration.ofMinutes(2);

    @Test
    void expiredEntryIsDeleted() {
        var fixture = new ClaimFixture(1);
        fixture.nodes.forEach(instance -> new NflogGc(instance.context).start());
        sent(fixture, KEPT);
        fixture.simulation.runFor(Duration.ofMinutes(1));
        assertThat(fixture.nodes)
                .allSatisfy(instance -> assertThat(last(instance).isInitial()).isFalse());
        fixture.simulation.runFor(Duration.ofMinutes(3));
        assertThat(fixture.nodes).allSatisfy(instance -> {
            assertThat(last(instance).isInitial()).isTrue();
            assertThat(instance.replica.slot(ClaimFixture.SLOT).holder().isNone())
                    .isTrue();
        });
    }

    @Test
    void entryAppendedDuringGarbageCollectionIsKept() {
        var notified = 0;
        for (var seed = 0; seed < SEEDS; seed++) {
            var fixture = new ClaimFixture(seed);
            sent(fixture, KEPT);
            // At the same time an entry expires, one instance deletes it, and one sends for the slot.
            fixture.simulation.runFor(KEPT.minusMillis(fixture.simulation.random.nextInt(1_000)));
            fixture.nodes.forEach(instance ->
                    instance.loop.after(fixture.simulation.randomMillis(0, 1_500), () -> scheduleGc(instance)));
            fixture.nodes.forEach(
                    instance -> instance.loop.after(fixture.simulation.randomMillis(0, 2_500), instance::flush));
            var victim = fixture.nodes.get(seed % 3);
            fixture.simulation.after(
                    fixture.simulation.randomMillis(0, 2_000),
                    () -> victim.loop.pause(fixture.simulation.randomMillis(100, 20_000)));
            fixture.simulation.runFor(Duration.ofMinutes(2));
            if (!fixture.delivered.isEmpty()) {
                notified++;
                assertThat(fixture.nodes)
                        .as("seed %d", seed)
                        .allSatisfy(instance ->
                                assertThat(last(instance).episodes()).isEqualTo(ClaimFixture.FIRING));
            }
        }
        assertThat(notified).as("schedules with a notification").isPositive();
    }

    private static void scheduleGc(ClaimFixture.Node instance) {
        new NflogGc(instance.context).run();
    }

    private static void sent(ClaimFixture fixture, Duration kept) {
        var first = fixture.nodes.get(0);
        var now = fixture.simulation.now();
        var entry = new NflogEntry(
                ClaimFixture.SLOT,
                "old claim",
                "tocsin-0",
                NotifiedEpisodes.NONE,
                now,
                now,
                now.plus(kept),
                NotificationReason.ALL_ALERTS_RESOLVED,
                false);
        first.replica.append(entry);
        fixture.simulation.runFor(Duration.ofMillis(100));
    }

    private static NflogEntry last(ClaimFixture.Node instance) {
        return instance.replica.slot(ClaimFixture.SLOT).nflogEntry();
    }
}

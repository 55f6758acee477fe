package dev.tocsin.notifier;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.notification.log.NflogEntry;
import dev.tocsin.notification.log.NotificationReason;
import dev.tocsin.notification.log.NotifiedEpisodes;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What was sent long ago is forgotten, and nothing that was sent lately is. */
class NflogGcTest {
    private static final int SEEDS = 300;
    private static final Duration KEPT = Duration.ofMinutes(2);

    @Test
    void whatHasExpiredIsForgottenByOne() {
        var story = new ClaimFixture(1);
        story.nodes.forEach(instance -> new NflogGc(instance.context).start());
        sent(story, KEPT);
        story.simulation.runFor(Duration.ofMinutes(1));
        assertThat(story.nodes)
                .allSatisfy(instance -> assertThat(last(instance).isInitial()).isFalse());
        story.simulation.runFor(Duration.ofMinutes(3));
        assertThat(story.nodes).allSatisfy(instance -> {
            assertThat(last(instance).isInitial()).isTrue();
            assertThat(instance.replica.slot(ClaimFixture.SLOT).holder().isNone())
                    .isTrue();
        });
    }

    @Test
    void whatIsSentMeanwhileIsNeverForgotten() {
        var forgotten = 0;
        for (var seed = 0; seed < SEEDS; seed++) {
            var story = new ClaimFixture(seed);
            sent(story, KEPT);
            // All at the same moment: an entry expires, somebody forgets it, and somebody has news of the slot.
            story.simulation.runFor(KEPT.minusMillis(story.simulation.random.nextInt(1_000)));
            story.nodes.forEach(instance ->
                    instance.loop.after(story.simulation.randomMillis(0, 1_500), () -> scheduleGc(instance)));
            story.nodes.forEach(
                    instance -> instance.loop.after(story.simulation.randomMillis(0, 2_500), instance::flush));
            var victim = story.nodes.get(seed % 3);
            story.simulation.after(
                    story.simulation.randomMillis(0, 2_000),
                    () -> victim.loop.pause(story.simulation.randomMillis(100, 20_000)));
            story.simulation.runFor(Duration.ofMinutes(2));
            if (!story.delivered.isEmpty()) {
                forgotten++;
                assertThat(story.nodes)
                        .as("seed %d", seed)
                        .allSatisfy(instance ->
                                assertThat(last(instance).episodes()).isEqualTo(ClaimFixture.FIRING));
            }
        }
        assertThat(forgotten).as("there was news").isPositive();
    }

    private static void scheduleGc(ClaimFixture.Node instance) {
        new NflogGc(instance.context).run();
    }

    private static void sent(ClaimFixture story, Duration kept) {
        var first = story.nodes.get(0);
        var now = story.simulation.now();
        var entry = new NflogEntry(
                ClaimFixture.SLOT,
                "long ago",
                "tocsin-0",
                NotifiedEpisodes.NONE,
                now,
                now,
                now.plus(kept),
                NotificationReason.ALL_ALERTS_RESOLVED,
                false);
        first.replica.append(entry);
        story.simulation.runFor(Duration.ofMillis(100));
    }

    private static NflogEntry last(ClaimFixture.Node instance) {
        return instance.replica.slot(ClaimFixture.SLOT).sent();
    }
}

package dev.tocsin.notifier;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.notification.log.Content;
import dev.tocsin.notification.log.Reason;
import dev.tocsin.notification.log.Sent;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What was sent long ago is forgotten, and nothing that was sent lately is. */
class ForgettingTest {
    private static final int SEEDS = 300;
    private static final Duration KEPT = Duration.ofMinutes(2);

    @Test
    void whatHasExpiredIsForgottenByOne() {
        var story = new ClaimStory(1);
        story.instances.forEach(instance -> new Forgetting(instance.office).begin());
        sent(story, KEPT);
        story.world.runFor(Duration.ofMinutes(1));
        assertThat(story.instances)
                .allSatisfy(
                        instance -> assertThat(last(instance).isNothingYet()).isFalse());
        story.world.runFor(Duration.ofMinutes(3));
        assertThat(story.instances).allSatisfy(instance -> {
            assertThat(last(instance).isNothingYet()).isTrue();
            assertThat(instance.replica.slot(ClaimStory.SLOT).holder().isNobody())
                    .isTrue();
        });
    }

    @Test
    void whatIsSentMeanwhileIsNeverForgotten() {
        var forgotten = 0;
        for (var seed = 0; seed < SEEDS; seed++) {
            var story = new ClaimStory(seed);
            sent(story, KEPT);
            // All at the same moment: an entry expires, somebody forgets it, and somebody has news of the slot.
            story.world.runFor(KEPT.minusMillis(story.world.random.nextInt(1_000)));
            story.instances.forEach(
                    instance -> instance.loop.after(story.world.some(0, 1_500), () -> forgetSoon(instance)));
            story.instances.forEach(instance -> instance.loop.after(story.world.some(0, 2_500), instance::flush));
            var victim = story.instances.get(seed % 3);
            story.world.after(story.world.some(0, 2_000), () -> victim.loop.pause(story.world.some(100, 20_000)));
            story.world.runFor(Duration.ofMinutes(2));
            if (!story.delivered.isEmpty()) {
                forgotten++;
                assertThat(story.instances)
                        .as("seed %d", seed)
                        .allSatisfy(
                                instance -> assertThat(last(instance).content()).isEqualTo(ClaimStory.FIRING));
            }
        }
        assertThat(forgotten).as("there was news").isPositive();
    }

    private static void forgetSoon(ClaimStory.Instance instance) {
        new Forgetting(instance.office).look();
    }

    private static void sent(ClaimStory story, Duration kept) {
        var first = story.instances.get(0);
        var now = story.world.now();
        var entry = new Sent(
                ClaimStory.SLOT,
                "long ago",
                "tocsin-0",
                Content.NOTHING,
                now,
                now,
                now.plus(kept),
                Reason.ALL_ALERTS_RESOLVED,
                false);
        first.replica.append(entry);
        story.world.runFor(Duration.ofMillis(100));
    }

    private static Sent last(ClaimStory.Instance instance) {
        return instance.replica.slot(ClaimStory.SLOT).sent();
    }
}

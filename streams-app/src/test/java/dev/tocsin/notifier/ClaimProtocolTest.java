package dev.tocsin.notifier;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/**
 * Three instances flush the same slot at about the same time while they are killed and paused and the log and the
 * receiver have bad days. The promises are checked for every seed; the seed in a failure replays it.
 */
class ClaimProtocolTest {
    private static final int SEEDS = 500;

    @Test
    void inPeaceOneInstanceTellsIt() {
        for (var seed = 0; seed < SEEDS; seed++) {
            var story = new ClaimStory(seed);
            story.flushEverywhere();
            story.world.runFor(Duration.ofMinutes(2));
            assertThat(story.delivered).as("seed %d", seed).hasSize(1);
            assertThat(story.endings).as("seed %d", seed).doesNotContain(Ending.FAILED);
        }
    }

    @Test
    void itIsToldWhoeverDiesAndTwiceOnlyIfTheSenderWasLost() {
        for (var seed = 0; seed < SEEDS; seed++) {
            var story = new ClaimStory(seed);
            story.flushEverywhere();
            story.trouble(story.instances.get(0));
            story.trouble(story.instances.get(1));
            story.world.runFor(Duration.ofMinutes(3));
            assertThat(story.delivered).as("nothing is lost, seed %d", seed).isNotEmpty();
            assertThat(story.delivered)
                    .as("once for each sender that was lost before it had logged, seed %d", seed)
                    .hasSizeLessThanOrEqualTo(1 + story.sendersLost());
        }
    }

    @Test
    void aReceiverThatOneInstanceCanNotReachIsToldByAnother() {
        for (var seed = 0; seed < SEEDS; seed++) {
            var story = new ClaimStory(seed);
            story.instances.get(0).receiver = ClaimStory.Reachability.NEVER;
            story.instances.get(1).receiver = ClaimStory.Reachability.SOMETIMES;
            story.flushEverywhere();
            story.world.runFor(Duration.ofMinutes(3));
            assertThat(story.delivered).as("seed %d", seed).hasSize(1);
        }
    }

    @Test
    void whoCanNotFindOutWhatIsNewGivesItsClaimBack() {
        for (var seed = 0; seed < SEEDS; seed++) {
            var story = new ClaimStory(seed);
            story.instances.get(0).stumblesOverClaims = true;
            story.instances.get(1).stumblesOverClaims = true;
            story.flushEverywhere();
            story.world.runFor(ClaimStory.RULES.lease().minusSeconds(1));
            assertThat(story.delivered)
                    .as("before any claim lapses, seed %d", seed)
                    .containsExactly("tocsin-2");
            assertThat(story.endings).as("nobody hangs, seed %d", seed).hasSize(3);
        }
    }

    @Test
    void cutOffFromTheLogEachTellsItAndLogsItLater() {
        var story = new ClaimStory(7);
        story.world.runFor(Duration.ofSeconds(10));
        story.log.setReachable(false);
        story.flushEverywhere();
        story.world.runFor(Duration.ofMinutes(2));
        assertThat(story.delivered).as("one each: nobody knows of the others").hasSize(3);
        story.log.setReachable(true);
        story.world.runFor(Duration.ofSeconds(30));
        assertThat(story.instances).allSatisfy(instance -> {
            assertThat(instance.replica.slot(ClaimStory.SLOT).sent().content()).isEqualTo(ClaimStory.FIRING);
            assertThat(instance.office.unlogged().size()).isZero();
        });
    }

    @Test
    void whoMustHoldTellsNobodyUntilTheLogIsBack() {
        var story = new ClaimStory(8, Isolation.Policy.HOLD);
        story.world.runFor(Duration.ofSeconds(10));
        story.log.setReachable(false);
        story.flushEverywhere();
        story.world.runFor(Duration.ofMinutes(1));
        assertThat(story.delivered).isEmpty();
        story.log.setReachable(true);
        story.world.runFor(Duration.ofMinutes(1));
        assertThat(story.delivered).hasSize(1);
    }

    @Test
    void whatWasSentWhenTheLogWentAwayIsLoggedBeforeAnybodyClaimsAgain() {
        for (var seed = 0; seed < SEEDS; seed++) {
            var story = new ClaimStory(seed, Isolation.Policy.HOLD);
            story.world.runFor(Duration.ofSeconds(10));
            story.flushEverywhere();
            story.world.after(story.world.some(200, 2_500), () -> story.log.setReachable(false));
            story.world.after(Duration.ofSeconds(16), () -> story.log.setReachable(true));
            story.world.runFor(Duration.ofMinutes(1));
            assertThat(story.delivered).as("seed %d", seed).hasSize(1);
        }
    }

    @Test
    void whoLeavesSeesThroughWhatItIsSendingAndLeavesTheRestToTheOthers() {
        for (var seed = 0; seed < SEEDS; seed++) {
            var story = new ClaimStory(seed);
            var leaving = story.instances.get(seed % 3);
            leaving.receiver = seed % 2 == 0 ? ClaimStory.Reachability.ALWAYS : ClaimStory.Reachability.NEVER;
            story.flushEverywhere();
            story.world.after(story.world.some(600, 3_000), leaving::leave);
            story.world.runFor(Duration.ofMinutes(1));
            assertThat(story.delivered).as("seed %d", seed).hasSize(1);
            assertThat(leaving.loop.isAlive()).as("seed %d", seed).isFalse();
        }
    }
}

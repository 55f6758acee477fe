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
            var story = new ClaimFixture(seed);
            story.flushEverywhere();
            story.simulation.runFor(Duration.ofMinutes(2));
            assertThat(story.delivered).as("seed %d", seed).hasSize(1);
            assertThat(story.results).as("seed %d", seed).doesNotContain(FlushState.Done.FAILED);
        }
    }

    @Test
    void itIsToldWhoeverDiesAndTwiceOnlyIfTheSenderWasLost() {
        for (var seed = 0; seed < SEEDS; seed++) {
            var story = new ClaimFixture(seed);
            story.flushEverywhere();
            story.injectFault(story.nodes.get(0));
            story.injectFault(story.nodes.get(1));
            story.simulation.runFor(Duration.ofMinutes(3));
            assertThat(story.delivered).as("nothing is lost, seed %d", seed).isNotEmpty();
            assertThat(story.delivered)
                    .as("once for each sender that was lost before it had logged, seed %d", seed)
                    .hasSizeLessThanOrEqualTo(1 + story.sendersLost());
        }
    }

    @Test
    void aReceiverThatOneInstanceCanNotReachIsToldByAnother() {
        for (var seed = 0; seed < SEEDS; seed++) {
            var story = new ClaimFixture(seed);
            story.nodes.get(0).receiver = ClaimFixture.Reachability.NEVER;
            story.nodes.get(1).receiver = ClaimFixture.Reachability.SOMETIMES;
            story.flushEverywhere();
            story.simulation.runFor(Duration.ofMinutes(3));
            assertThat(story.delivered).as("seed %d", seed).hasSize(1);
        }
    }

    @Test
    void whoCanNotFindOutWhatIsNewGivesItsClaimBack() {
        for (var seed = 0; seed < SEEDS; seed++) {
            var story = new ClaimFixture(seed);
            story.nodes.get(0).failsWithClaim = true;
            story.nodes.get(1).failsWithClaim = true;
            story.flushEverywhere();
            story.simulation.runFor(ClaimFixture.CLAIM_SETTINGS.lease().minusSeconds(1));
            assertThat(story.delivered)
                    .as("before any claim lapses, seed %d", seed)
                    .containsExactly("tocsin-2");
            assertThat(story.results).as("nobody hangs, seed %d", seed).hasSize(3);
        }
    }

    @Test
    void cutOffFromTheLogEachTellsItAndLogsItLater() {
        var story = new ClaimFixture(7);
        story.simulation.runFor(Duration.ofSeconds(10));
        story.log.setReachable(false);
        story.flushEverywhere();
        story.simulation.runFor(Duration.ofMinutes(2));
        assertThat(story.delivered).as("one each: nobody knows of the others").hasSize(3);
        story.log.setReachable(true);
        story.simulation.runFor(Duration.ofSeconds(30));
        assertThat(story.nodes).allSatisfy(instance -> {
            assertThat(instance.replica.slot(ClaimFixture.SLOT).sent().episodes())
                    .isEqualTo(ClaimFixture.FIRING);
            assertThat(instance.context.unlogged().size()).isZero();
        });
    }

    @Test
    void whoMustHoldTellsNobodyUntilTheLogIsBack() {
        var story = new ClaimFixture(8, Isolation.Policy.HOLD);
        story.simulation.runFor(Duration.ofSeconds(10));
        story.log.setReachable(false);
        story.flushEverywhere();
        story.simulation.runFor(Duration.ofMinutes(1));
        assertThat(story.delivered).isEmpty();
        story.log.setReachable(true);
        story.simulation.runFor(Duration.ofMinutes(1));
        assertThat(story.delivered).hasSize(1);
    }

    @Test
    void whatWasSentWhenTheLogWentAwayIsLoggedBeforeAnybodyClaimsAgain() {
        for (var seed = 0; seed < SEEDS; seed++) {
            var story = new ClaimFixture(seed, Isolation.Policy.HOLD);
            story.simulation.runFor(Duration.ofSeconds(10));
            story.flushEverywhere();
            story.simulation.after(story.simulation.randomMillis(200, 2_500), () -> story.log.setReachable(false));
            story.simulation.after(Duration.ofSeconds(16), () -> story.log.setReachable(true));
            story.simulation.runFor(Duration.ofMinutes(1));
            assertThat(story.delivered).as("seed %d", seed).hasSize(1);
        }
    }

    @Test
    void whoLeavesSeesThroughWhatItIsSendingAndLeavesTheRestToTheOthers() {
        for (var seed = 0; seed < SEEDS; seed++) {
            var story = new ClaimFixture(seed);
            var leaving = story.nodes.get(seed % 3);
            leaving.receiver = seed % 2 == 0 ? ClaimFixture.Reachability.ALWAYS : ClaimFixture.Reachability.NEVER;
            story.flushEverywhere();
            story.simulation.after(story.simulation.randomMillis(600, 3_000), leaving::leave);
            story.simulation.runFor(Duration.ofMinutes(1));
            assertThat(story.delivered).as("seed %d", seed).hasSize(1);
            assertThat(leaving.loop.isAlive()).as("seed %d", seed).isFalse();
        }
    }
}

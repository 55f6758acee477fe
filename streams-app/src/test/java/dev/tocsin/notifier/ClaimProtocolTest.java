package dev.tocsin.notifier;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/**
 * Three instances flush the same slot at about the same time, with kills, pauses, log outages and receiver failures.
 * The invariants are checked for every seed; the seed in a failure replays it.
 */
class ClaimProtocolTest {
    private static final int SEEDS = 500;

    @Test
    void withoutFaultsOneInstanceSends() {
        for (var seed = 0; seed < SEEDS; seed++) {
            var fixture = new ClaimFixture(seed);
            fixture.flushEverywhere();
            fixture.simulation.runFor(Duration.ofMinutes(2));
            assertThat(fixture.delivered).as("seed %d", seed).hasSize(1);
            assertThat(fixture.results).as("seed %d", seed).doesNotContain(FlushState.Done.FAILED);
        }
    }

    @Test
    void notificationIsDeliveredDespiteCrashesAndTwiceOnlyIfItsSenderWasLost() {
        for (var seed = 0; seed < SEEDS; seed++) {
            var fixture = new ClaimFixture(seed);
            fixture.flushEverywhere();
            fixture.injectFault(fixture.nodes.get(0));
            fixture.injectFault(fixture.nodes.get(1));
            fixture.simulation.runFor(Duration.ofMinutes(3));
            assertThat(fixture.delivered).as("at least once, seed %d", seed).isNotEmpty();
            assertThat(fixture.delivered)
                    .as("one duplicate at most for each sender lost before logging, seed %d", seed)
                    .hasSizeLessThanOrEqualTo(1 + fixture.sendersLost());
        }
    }

    @Test
    void instanceThatIsBusyUntilItsLeaseEndsDoesNotSendAgain() {
        for (var seed = 0; seed < SEEDS; seed++) {
            var fixture = new ClaimFixture(seed);
            var busy = fixture.nodes.get(0);
            busy.hasBusyLoop = true;
            busy.flush();
            while (!busy.isSending) {
                fixture.simulation.runFor(Duration.ofMillis(1));
            }
            busy.loop.pause(TestNotifierBuilder.CLAIM_SETTINGS.lease().plusSeconds(1));
            fixture.simulation.runFor(Duration.ofMinutes(1));
            assertThat(fixture.delivered).as("seed %d", seed).hasSize(1);
            assertThat(fixture.results).as("seed %d", seed).containsExactly(FlushState.Done.DELIVERED);
        }
    }

    @Test
    void anotherInstanceSendsToReceiverThatOneCannotReach() {
        for (var seed = 0; seed < SEEDS; seed++) {
            var fixture = new ClaimFixture(seed);
            fixture.nodes.get(0).receiver = ClaimFixture.Reachability.NEVER;
            fixture.nodes.get(1).receiver = ClaimFixture.Reachability.SOMETIMES;
            fixture.flushEverywhere();
            fixture.simulation.runFor(Duration.ofMinutes(3));
            assertThat(fixture.delivered).as("seed %d", seed).hasSize(1);
        }
    }

    @Test
    void instanceReleasesClaimIfItsDecisionFails() {
        for (var seed = 0; seed < SEEDS; seed++) {
            var fixture = new ClaimFixture(seed);
            fixture.nodes.get(0).failsWithClaim = true;
            fixture.nodes.get(1).failsWithClaim = true;
            fixture.flushEverywhere();
            fixture.simulation.runFor(TestNotifierBuilder.CLAIM_SETTINGS.lease().minusSeconds(1));
            assertThat(fixture.delivered)
                    .as("before any claim expires, seed %d", seed)
                    .containsExactly("tocsin-2");
            assertThat(fixture.results).as("every flush ends, seed %d", seed).hasSize(3);
        }
    }

    @Test
    void isolatedInstancesSendAndLogLater() {
        var fixture = new ClaimFixture(7);
        fixture.simulation.runFor(Duration.ofSeconds(10));
        fixture.log.setReachable(false);
        fixture.flushEverywhere();
        fixture.simulation.runFor(Duration.ofMinutes(2));
        assertThat(fixture.delivered).as("one for each isolated instance").hasSize(3);
        fixture.log.setReachable(true);
        fixture.simulation.runFor(Duration.ofSeconds(30));
        assertThat(fixture.nodes).allSatisfy(instance -> {
            assertThat(instance.replica.slot(ClaimFixture.SLOT).nflogEntry().episodes())
                    .isEqualTo(ClaimFixture.FIRING);
            assertThat(instance.context.allLogged()).isDone();
        });
    }

    @Test
    void policyHoldSendsNothingUntilLogIsBack() {
        var fixture = new ClaimFixture(8, Isolation.Policy.HOLD);
        fixture.simulation.runFor(Duration.ofSeconds(10));
        fixture.log.setReachable(false);
        fixture.flushEverywhere();
        fixture.simulation.runFor(Duration.ofMinutes(1));
        assertThat(fixture.delivered).isEmpty();
        fixture.log.setReachable(true);
        fixture.simulation.runFor(Duration.ofMinutes(1));
        assertThat(fixture.delivered).hasSize(1);
    }

    @Test
    void notificationSentBeforeOutageIsLoggedBeforeNextClaim() {
        for (var seed = 0; seed < SEEDS; seed++) {
            var fixture = new ClaimFixture(seed, Isolation.Policy.HOLD);
            fixture.simulation.runFor(Duration.ofSeconds(10));
            fixture.flushEverywhere();
            fixture.simulation.after(
                    fixture.simulation.randomMillis(200, 2_500), () -> fixture.log.setReachable(false));
            fixture.simulation.after(Duration.ofSeconds(16), () -> fixture.log.setReachable(true));
            fixture.simulation.runFor(Duration.ofMinutes(1));
            assertThat(fixture.delivered).as("seed %d", seed).hasSize(1);
        }
    }

    @Test
    void leavingInstanceFinishesRequestInProgressOnly() {
        for (var seed = 0; seed < SEEDS; seed++) {
            var fixture = new ClaimFixture(seed);
            var leaving = fixture.nodes.get(seed % 3);
            leaving.receiver = seed % 2 == 0 ? ClaimFixture.Reachability.ALWAYS : ClaimFixture.Reachability.NEVER;
            fixture.flushEverywhere();
            fixture.simulation.after(fixture.simulation.randomMillis(600, 3_000), leaving::leave);
            fixture.simulation.runFor(Duration.ofMinutes(1));
            assertThat(fixture.delivered).as("seed %d", seed).hasSize(1);
            assertThat(leaving.loop.isAlive()).as("seed %d", seed).isFalse();
        }
    }
}

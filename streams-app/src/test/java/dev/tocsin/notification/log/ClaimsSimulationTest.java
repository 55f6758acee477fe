package dev.tocsin.notification.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Instances compete for one slot over a log with late appends and with readers that lag, pause and die. The seed in the
 * name of a failing test replays it.
 */
class ClaimsSimulationTest {
    private static final Instant T0 = Instant.parse("2026-01-01T00:00:00Z");
    private static final Slot SLOT = new Slot("{}:{}", "team", "webhook", 0);
    private static final Duration LEASE = Duration.ofMillis(200);
    private static final int STEPS = 1500;

    static LongStream seeds() {
        return LongStream.range(0, 600);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void invariantsHold(long seed) {
        var simulation = new Simulation(new Random(seed));
        for (var step = 0; step < STEPS; step++) {
            simulation.step();
            simulation.checkAtMostOneSender();
        }
        simulation.checkFoldIsDeterministic();
        simulation.checkAtMostOneLiveClaim();
        simulation.checkEveryInstanceCanSendAfterExpiry();
    }

    /** One record with its append time. */
    private record Appended(ClusterRecord record, Instant at) {}

    /** A record on its way to the broker. */
    private record InFlightRecord(ClusterRecord record, Instant arrives) {}

    private static SlotState fold(SlotState state, Appended appended) {
        if (appended.record() instanceof Claim claim) {
            return state.claimed(claim, appended.at());
        }
        return appended.record() instanceof NflogEntry sent
                ? state.sent(sent)
                : state.released((ClaimReleased) appended.record());
    }

    private static final class Simulation {
        private final Random random;
        private final List<Appended> log = new ArrayList<>();
        private final List<Instance> instances = new ArrayList<>();
        private Instant now = T0;
        private int claims;

        Simulation(Random random) {
            this.random = random;
            for (var i = 0; i < 2 + random.nextInt(4); i++) {
                instances.add(new Instance(this, "instance-" + i));
            }
        }

        void step() {
            now = now.plusMillis(1 + random.nextInt(10));
            instances.forEach(Instance::deliver);
            instances.get(random.nextInt(instances.size())).act();
        }

        void checkAtMostOneSender() {
            assertThat(instances.stream().filter(Instance::maySend))
                    .as("instances that may send at %s", now)
                    .hasSizeLessThanOrEqualTo(1);
        }

        void checkEveryInstanceCanSendAfterExpiry() {
            now = now.plus(LEASE).plusMillis(100);
            instances.forEach(Instance::deliver);
            now = now.plus(LEASE).plusMillis(1);
            var candidate = instances.get(random.nextInt(instances.size()));
            candidate.startClaiming();
            assertThat(candidate.maySend()).as("%s may send", candidate.name).isTrue();
        }

        void checkFoldIsDeterministic() {
            for (var instance : instances) {
                var again = SlotState.initial(SLOT);
                for (var appended : log.subList(0, instance.offset)) {
                    again = fold(again, appended);
                }
                assertThat(instance.state).as("the fold of %s", instance.name).isEqualTo(again);
            }
        }

        void checkAtMostOneLiveClaim() {
            var state = SlotState.initial(SLOT);
            for (var appended : log) {
                var before = state;
                state = fold(before, appended);
                if (appended.record() instanceof Claim claim && before.holder().isLiveAt(appended.at())) {
                    var own = before.isHeldBy(claim.claimId());
                    assertThat(state.holder().claimId())
                            .as("%s while %s", claim, before.holder())
                            .isEqualTo(before.holder().claimId());
                    assertThat(own || state == before)
                            .as("a void claim changes nothing")
                            .isTrue();
                }
            }
        }
    }

    private static final class Instance {
        private final Simulation simulation;
        private final String name;
        private final List<InFlightRecord> inFlight = new ArrayList<>();
        private SlotState state = SlotState.initial(SLOT);
        private int offset;
        private String claimId = "";
        private Instant leaseFrom = Instant.MIN;
        private Instant renewalRequestedAt = Instant.MIN;

        Instance(Simulation simulation, String name) {
            this.simulation = simulation;
            this.name = name;
        }

        /** Appends the records that have arrived at the broker; those of one producer keep their order. */
        void deliver() {
            while (!inFlight.isEmpty() && !inFlight.get(0).arrives().isAfter(simulation.now)) {
                simulation.log.add(new Appended(inFlight.remove(0).record(), simulation.now));
            }
        }

        void act() {
            switch (simulation.random.nextInt(10)) {
                case 0, 1, 2, 3 -> read(1 + simulation.random.nextInt(6));
                case 4, 5 -> claimOrRenew();
                case 6 -> finish();
                case 7 -> die();
                default -> read(Integer.MAX_VALUE);
            }
        }

        /** A lease counts from before its append, and only once the instance has read its claim. */
        boolean maySend() {
            return state.isHeldBy(claimId) && simulation.now.isBefore(leaseFrom.plus(LEASE));
        }

        private void read(int records) {
            for (var i = 0; i < records && offset < simulation.log.size(); i++) {
                var appended = simulation.log.get(offset++);
                state = fold(state, appended);
                if (appended.record() instanceof Claim claim && claim.claimId().equals(claimId)) {
                    leaseFrom = renewalRequestedAt;
                }
            }
        }

        private void claimOrRenew() {
            if (!inFlight.isEmpty() || claimId.isEmpty() && state.holder().isLiveAt(simulation.now)) {
                return;
            }
            if (claimId.isEmpty() || !maySend()) {
                claimId = "claim-" + simulation.claims++;
                leaseFrom = Instant.MIN;
            }
            renewalRequestedAt = simulation.now;
            append(new Claim(SLOT, claimId, name, LEASE));
        }

        void startClaiming() {
            read(Integer.MAX_VALUE);
            claimOrRenew();
            simulation.now = simulation.now.plusMillis(60);
            deliver();
            read(Integer.MAX_VALUE);
        }

        private void finish() {
            if (!maySend() || !inFlight.isEmpty()) {
                return;
            }
            append(
                    simulation.random.nextBoolean()
                            ? new ClaimReleased(SLOT, claimId, name, "no answer")
                            : new NflogEntry(
                                    SLOT,
                                    claimId,
                                    name,
                                    NotifiedEpisodes.NONE,
                                    simulation.now,
                                    simulation.now,
                                    simulation.now.plusSeconds(60),
                                    NotificationReason.FIRST_NOTIFICATION,
                                    false));
            claimId = "";
        }

        /** Loses its claim and reads the log from the beginning. */
        private void die() {
            claimId = "";
            offset = 0;
            state = SlotState.initial(SLOT);
        }

        private void append(ClusterRecord record) {
            inFlight.add(new InFlightRecord(record, simulation.now.plusMillis(simulation.random.nextInt(60))));
        }
    }
}

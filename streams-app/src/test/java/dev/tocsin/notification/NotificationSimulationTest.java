package dev.tocsin.notification;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.alerts.Alert;
import dev.tocsin.labels.Fingerprint;
import dev.tocsin.labels.Labels;
import dev.tocsin.notification.log.Claim;
import dev.tocsin.notification.log.ClaimReleased;
import dev.tocsin.notification.log.Dedup;
import dev.tocsin.notification.log.NflogEntry;
import dev.tocsin.notification.log.NotificationReason;
import dev.tocsin.notification.log.NotifiedEpisodes;
import dev.tocsin.notification.log.Slot;
import dev.tocsin.notification.log.SlotState;
import dev.tocsin.notification.routing.AggregationGroups;
import dev.tocsin.notification.routing.Flush;
import dev.tocsin.notification.routing.RoutingTree;
import dev.tocsin.notification.routing.TestRouteOptions;
import dev.tocsin.notification.routing.TestRouting;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Instances evaluate the same alerts, group them, and race to tell one receiver, while they lag and die. The seed in
 * a failing name replays it.
 */
class NotificationSimulationTest {
    private static final Instant T0 = Instant.parse("2026-01-01T00:00:00Z");
    private static final Duration LEASE = Duration.ofSeconds(30);
    private static final Duration MARGIN = Duration.ofSeconds(10);
    private static final Duration REPEAT = Duration.ofHours(4);
    private static final RoutingTree TREE = RoutingTree.of(TestRouting.node(TestRouteOptions.of("team")));
    private static final Duration GROUP_INTERVAL = TREE.root().options().groupInterval();
    private static final Slot SLOT = new Slot("{}:{}", "team", "webhook", 0);
    private static final int TICK = 15;
    private static final int SECONDS = 3000;
    private static final int QUIET = 1200;

    static LongStream seeds() {
        return LongStream.range(0, 500);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void holds(long seed) {
        var world = new Simulation(new Random(seed));
        for (var second = 0; second < SECONDS + QUIET; second++) {
            world.step(second);
        }
        world.checkNothingIsLost();
        world.checkNothingIsNotifiedTwice();
        world.checkGroupInterval();
    }

    private record Appended(Object record, Instant at) {}

    /** @param unrecorded whether the sender died before it could say so */
    private record DeliveredNotification(
            NotifiedEpisodes content, NotificationReason reason, Instant flushedAt, boolean unrecorded) {}

    private static final class Simulation {
        private final Random random;
        private final List<Appended> log = new ArrayList<>();
        private final List<DeliveredNotification> delivered = new ArrayList<>();
        private final List<Instance> instances = new ArrayList<>();
        private final Alert[] currentAlerts = new Alert[4];
        private Instant now = T0;
        private int claims;

        Simulation(Random random) {
            this.random = random;
            for (var i = 0; i < 3; i++) {
                instances.add(new Instance(this, "instance-" + i));
            }
        }

        void step(int second) {
            now = T0.plusSeconds(second);
            if (second % TICK == 0 && second < SECONDS) {
                change();
            }
            for (var instance : instances) {
                instance.step(second % TICK == 0, second < SECONDS);
            }
        }

        /** The broker takes a record some time later, and then readers see it. */
        void append(Object record) {
            var arrives = now.plusMillis(random.nextInt(3000));
            var last = log.isEmpty() ? T0 : log.get(log.size() - 1).at();
            log.add(new Appended(record, arrives.isAfter(last) ? arrives : last));
        }

        /** Alerts begin and end at ticks. */
        private void change() {
            for (var i = 0; i < currentAlerts.length; i++) {
                if (random.nextInt(20) == 0) {
                    var fires = currentAlerts[i] != null && currentAlerts[i].hasNoEnd();
                    var start = fires ? currentAlerts[i].startsAt() : now;
                    currentAlerts[i] = new Alert(
                            Labels.of("alertname", "alert" + i), Map.of(), start, fires ? now : Alert.NO_END, "", now);
                }
            }
        }

        void checkNothingIsLost() {
            var firing = Arrays.stream(currentAlerts)
                    .filter(alert -> alert != null && alert.hasNoEnd())
                    .map(Alert::fingerprint)
                    .collect(Collectors.toSet());
            var lastTold = delivered.isEmpty()
                    ? Set.<Fingerprint>of()
                    : delivered.get(delivered.size() - 1).content().firingAlerts();
            assertThat(lastTold).as("what the receiver believes to fire").isEqualTo(firing);
        }

        void checkNothingIsNotifiedTwice() {
            for (var i = 1; i < delivered.size(); i++) {
                var before = delivered.get(i - 1);
                var after = delivered.get(i);
                var same =
                        before.content().firingAlerts().equals(after.content().firingAlerts())
                                && before.content()
                                        .resolvedAlerts()
                                        .containsAll(after.content().resolvedAlerts());
                assertThat(same && !before.unrecorded())
                        .as("%s is told again as %s", before, after)
                        .isFalse();
            }
        }

        void checkGroupInterval() {
            for (var i = 1; i < delivered.size(); i++) {
                var before = delivered.get(i - 1);
                var after = delivered.get(i);
                if (!before.content().firing().isEmpty() && !before.unrecorded()) {
                    assertThat(Duration.between(before.flushedAt(), after.flushedAt()))
                            .as("%s is followed by %s", before, after)
                            .isGreaterThanOrEqualTo(GROUP_INTERVAL);
                }
            }
        }
    }

    private static final class Instance {
        private final Simulation simulation;
        private final String name;
        private AggregationGroups groups = new AggregationGroups(TREE);
        private SlotState state = SlotState.initial(SLOT);
        private int offset;
        private List<Flush> waiting = new ArrayList<>();
        private String claimId = "";
        private int claimedAt;
        private boolean dying;

        Instance(Simulation world, String name) {
            this.simulation = world;
            this.name = name;
        }

        void step(boolean tick, boolean mayDie) {
            if (dying || mayDie && simulation.random.nextInt(600) == 0) {
                die();
            }
            if (!tick && simulation.random.nextInt(3) == 0) {
                return; // a pause
            }
            read();
            if (tick) {
                evaluate();
            }
            waiting.addAll(groups.flush(simulation.now));
            waiting.removeIf(this::settle);
        }

        private void read() {
            while (offset < simulation.log.size()
                    && !simulation.log.get(offset).at().isAfter(simulation.now)) {
                var appended = simulation.log.get(offset++);
                if (appended.record() instanceof Claim claim) {
                    state = state.claimed(claim, appended.at());
                } else if (appended.record() instanceof ClaimReleased released) {
                    state = state.released(released);
                } else if (appended.record() instanceof NflogEntry sent) {
                    state = state.sent(sent);
                    groups.alignWith(sent, simulation.now);
                }
            }
        }

        /** Alerts that are over are reported for a while, as Prometheus does. */
        private void evaluate() {
            for (var alert : simulation.currentAlerts) {
                if (alert != null
                        && (alert.hasNoEnd()
                                || simulation.now.isBefore(alert.endsAt().plusSeconds(900)))) {
                    groups.insert(alert, simulation.now, (groupKey, receiver) -> List.of(state.nflogEntry()));
                }
            }
        }

        /** Whether a flush is done with. */
        private boolean settle(Flush flush) {
            if (flush.isTooSoonAfter(state.nflogEntry(), simulation.now)) {
                release();
                groups.flushIncomplete(flush);
                return true;
            }
            var content = flush.episodesOf(flush.alerts());
            var reason = new Dedup(true, REPEAT).needsUpdate(state.nflogEntry(), content, flush.flushedAt());
            if (!reason.shouldNotify()) {
                release();
                groups.flushCompleted(flush, Set.of(), now -> false);
                return true;
            }
            return claimed() && send(flush, content, reason);
        }

        private boolean claimed() {
            if (state.isHeldBy(claimId)) {
                var fresh = state.holder().isLiveAt(simulation.now.plus(MARGIN));
                if (!fresh) {
                    release();
                }
                return fresh;
            }
            var lost = !claimId.isEmpty() && offset > claimedAt;
            if ((claimId.isEmpty() || lost) && !state.holder().isLiveAt(simulation.now)) {
                claimId = "claim-" + simulation.claims++;
                claimedAt = simulation.log.size();
                simulation.append(new Claim(SLOT, claimId, name, LEASE));
            }
            return false;
        }

        private boolean send(Flush flush, NotifiedEpisodes content, NotificationReason reason) {
            if (simulation.random.nextInt(20) == 0) {
                release(); // the receiver did not answer; another instance, or this one, tries again
                return false;
            }
            var dies = simulation.random.nextInt(30) == 0;
            simulation.delivered.add(new DeliveredNotification(content, reason, flush.flushedAt(), dies));
            if (dies) {
                dying = true;
                return true;
            }
            var expires = new Dedup(true, REPEAT).expiry(simulation.now, Duration.ZERO, Duration.ofHours(120));
            var sent = new NflogEntry(
                    SLOT, claimId, name, content, flush.flushedAt(), simulation.now, expires, reason, false);
            simulation.append(sent);
            claimId = "";
            groups.flushCompleted(flush, Set.of(), now -> false);
            return true;
        }

        private void release() {
            if (!claimId.isEmpty()) {
                simulation.append(new ClaimReleased(SLOT, claimId, name, "nothing to tell"));
                claimId = "";
            }
        }

        /** Only the log survives. */
        private void die() {
            groups = new AggregationGroups(TREE);
            state = SlotState.initial(SLOT);
            offset = 0;
            waiting = new ArrayList<>();
            claimId = "";
            dying = false;
        }
    }
}

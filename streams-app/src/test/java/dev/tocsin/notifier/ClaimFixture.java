package dev.tocsin.notifier;

import dev.tocsin.labels.Labels;
import dev.tocsin.notification.log.Dedup;
import dev.tocsin.notification.log.DeliveryStats;
import dev.tocsin.notification.log.Episode;
import dev.tocsin.notification.log.Member;
import dev.tocsin.notification.log.NflogEntry;
import dev.tocsin.notification.log.NotifiedEpisodes;
import dev.tocsin.notification.log.Slot;
import dev.tocsin.notification.receivers.DeliveryResult;
import dev.tocsin.telemetry.Telemetry;
import dev.tocsin.timing.Simulation;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** Three instances that share a log and flush one slot to one receiver. */
final class ClaimFixture {
    static final Slot SLOT = new Slot("{}:{}", "team", "webhook", 0);
    static final NotifiedEpisodes FIRING = NotifiedEpisodes.of(
            Set.of(new Episode(Labels.of("alertname", "A").fingerprint(), Simulation.START)), Set.of());
    static final Telemetry TELEMETRY = new Telemetry("test");

    enum Reachability {
        ALWAYS,
        SOMETIMES,
        NEVER
    }

    final Simulation simulation;
    final SimulatedLog log;
    final List<Node> nodes = new ArrayList<>();
    final List<String> delivered = new ArrayList<>();
    final List<FlushState.Done> results = new ArrayList<>();

    ClaimFixture(long seed) {
        this(seed, Isolation.Policy.NOTIFY);
    }

    ClaimFixture(long seed, Isolation.Policy policy) {
        simulation = new Simulation(seed);
        log = new SimulatedLog(simulation);
        for (var i = 0; i < 3; i++) {
            nodes.add(new Node(this, "tocsin-" + i, policy));
        }
    }

    void flushEverywhere() {
        nodes.forEach(instance -> instance.loop.after(simulation.randomMillis(0, 600), instance::flush));
    }

    /** Kills the instance within the first seconds, or pauses it for a time that may be longer than the lease. */
    void injectFault(Node instance) {
        simulation.after(simulation.randomMillis(0, 3_000), () -> {
            instance.isFaulty = instance.isSending;
            if (simulation.chance(0.5)) {
                instance.loop.kill();
            } else {
                instance.loop.pause(simulation.randomMillis(100, 25_000));
            }
        });
    }

    int sendersLost() {
        return (int) nodes.stream().filter(instance -> instance.isFaulty).count();
    }

    static final class Node implements SlotNotification {
        final ClaimFixture fixture;
        final Simulation.ProcessLoop loop;
        final SimulatedLog.Replica replica;
        final NotifierContext context;
        Reachability receiver = Reachability.ALWAYS;
        SlotFlush flush;
        boolean isSending;
        boolean failsWithClaim;
        /** Whether the answer of the receiver arrives on another thread than the loop's, so also while the loop is busy. */
        boolean hasBusyLoop;

        boolean isFaulty;

        Node(ClaimFixture fixture, String name, Isolation.Policy policy) {
            this.fixture = fixture;
            loop = fixture.simulation.new ProcessLoop();
            replica = fixture.log.replicaOf(loop);
            var isolation = new Isolation(
                    new Isolation.Settings(policy, Duration.ofSeconds(15)), TestNotifierBuilder.HEARTBEAT);
            var ids = new int[1];
            context = new NotifierContext(
                    name,
                    TestNotifierBuilder.CLAIM_SETTINGS,
                    loop,
                    replica,
                    isolation,
                    TELEMETRY,
                    () -> name + "/" + ids[0]++);
            replica.listen(context::slotChanged);
            sendHeartbeat();
        }

        private void sendHeartbeat() {
            var member = new Member(context.instance(), Simulation.START, "", "", false, Instant.MIN);
            loop.whenDone(replica.append(member), (done, error) -> {
                if (error == null) {
                    context.isolation().heartbeatSeen(loop.monotonic());
                }
            });
            context.isolation().addUnseenInterval();
            loop.after(TestNotifierBuilder.HEARTBEAT, this::sendHeartbeat);
        }

        void flush() {
            flush = new SlotFlush(context, this);
            flush.start().thenAccept(fixture.results::add);
        }

        void leave() {
            loop.execute(() -> flush.finish()
                    .thenCompose(sent -> context.unlogged().allLogged())
                    .thenRun(loop::kill));
        }

        @Override
        public Slot slot() {
            return SLOT;
        }

        @Override
        public PendingUpdate decide() {
            if (failsWithClaim && replica.slot(SLOT).holder().instance().equals(context.instance())) {
                throw new IllegalStateException("the decision fails");
            }
            var last = context.unlogged().last(SLOT);
            var reason = new Dedup(true, Duration.ofHours(4)).needsUpdate(last, FIRING, replica.logTime());
            return new PendingUpdate(List.of(), FIRING, last, reason, false);
        }

        @Override
        public CompletableFuture<DeliveryResult> deliver(PendingUpdate update) {
            var attempt = new CompletableFuture<DeliveryResult>();
            isSending = true;
            // The request goes on when its sender is paused or killed.
            fixture.simulation.after(fixture.simulation.randomMillis(1, 2_000), () -> {
                var arrives = receiver == Reachability.ALWAYS
                        || receiver == Reachability.SOMETIMES && fixture.simulation.chance(0.3);
                if (arrives) {
                    fixture.delivered.add(context.instance());
                }
                Runnable answer = () -> {
                    isSending = arrives;
                    attempt.complete(arrives ? new DeliveryResult.Delivered() : DeliveryResult.noResponse("no answer"));
                };
                if (hasBusyLoop) {
                    answer.run();
                } else {
                    loop.execute(answer);
                }
            });
            return attempt;
        }

        @Override
        public Map<String, String> groupLabels() {
            return Map.of("test", "claims");
        }

        @Override
        public NflogEntry nflogEntry(
                PendingUpdate update,
                DeliveryResult.Delivered delivered,
                String claimId,
                Instant notifiedAt,
                DeliveryStats stats) {
            return new NflogEntry(
                    SLOT,
                    claimId,
                    context.instance(),
                    update.content(),
                    notifiedAt,
                    notifiedAt,
                    notifiedAt.plus(Duration.ofHours(8)),
                    update.reason(),
                    claimId.isEmpty(),
                    Map.of(),
                    stats);
        }

        @Override
        public Instant nextFlushAt() {
            return Instant.EPOCH;
        }

        @Override
        public Duration timeout() {
            return Duration.ofMinutes(2);
        }

        @Override
        public Duration backoff(int failures) {
            return Duration.ofMillis(500);
        }
    }
}

package dev.tocsin.notifier;

import dev.tocsin.labels.Labels;
import dev.tocsin.notification.log.Account;
import dev.tocsin.notification.log.Content;
import dev.tocsin.notification.log.Dedup;
import dev.tocsin.notification.log.Episode;
import dev.tocsin.notification.log.Member;
import dev.tocsin.notification.log.Sent;
import dev.tocsin.notification.log.Slot;
import dev.tocsin.notification.receivers.Outcome;
import dev.tocsin.telemetry.Telemetry;
import dev.tocsin.timing.World;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** Three instances around one log, one receiver and one slot. */
final class ClaimStory {
    static final Slot SLOT = new Slot("{}:{}", "team", "webhook", 0);
    static final Content FIRING =
            Content.of(Set.of(new Episode(Labels.of("alertname", "A").fingerprint(), World.BEGINNING)), Set.of());
    static final Duration HEARTBEAT = Duration.ofSeconds(2);
    static final Telemetry TELEMETRY = new Telemetry("test");
    static final ClaimRules RULES =
            new ClaimRules(Duration.ofSeconds(10), Duration.ofMillis(250), 3, Duration.ofSeconds(6));

    enum Reachability {
        ALWAYS,
        SOMETIMES,
        NEVER
    }

    final World world;
    final SimulatedLog log;
    final List<Instance> instances = new ArrayList<>();
    final List<String> delivered = new ArrayList<>();
    final List<Ending> endings = new ArrayList<>();

    ClaimStory(long seed) {
        this(seed, Isolation.Policy.NOTIFY);
    }

    ClaimStory(long seed, Isolation.Policy policy) {
        world = new World(seed);
        log = new SimulatedLog(world);
        for (var i = 0; i < 3; i++) {
            instances.add(new Instance(this, "tocsin-" + i, policy));
        }
    }

    void flushEverywhere() {
        instances.forEach(instance -> instance.loop.after(world.some(0, 600), instance::flush));
    }

    /** Within the first seconds it is killed for good, or paused for a time that may outlast the lease. */
    void trouble(Instance instance) {
        world.after(world.some(0, 3_000), () -> {
            instance.troubled = instance.isSending;
            if (world.chance(0.5)) {
                instance.loop.kill();
            } else {
                instance.loop.pause(world.some(100, 25_000));
            }
        });
    }

    int sendersLost() {
        return (int) instances.stream().filter(instance -> instance.troubled).count();
    }

    static final class Instance implements Errand {
        final ClaimStory story;
        final World.ProcessLoop loop;
        final SimulatedLog.Replica replica;
        final Office office;
        Reachability receiver = Reachability.ALWAYS;
        SlotFlush flush;
        boolean isSending;
        boolean stumblesOverClaims;
        boolean troubled;

        Instance(ClaimStory story, String name, Isolation.Policy policy) {
            this.story = story;
            loop = story.world.new ProcessLoop();
            replica = story.log.replicaOf(loop);
            var isolation = new Isolation(policy, Duration.ofSeconds(15), HEARTBEAT);
            var ids = new int[1];
            office = new Office(name, RULES, loop, replica, isolation, TELEMETRY, () -> name + "/" + ids[0]++);
            replica.listen(state -> office.changed(state.slot()));
            beat();
        }

        private void beat() {
            var member = new Member(office.instance(), World.BEGINNING, "", "", false, Instant.MIN);
            loop.whenDone(replica.append(member), (done, error) -> {
                if (error == null) {
                    office.isolation().seen(loop.monotonic());
                }
            });
            office.isolation().beat();
            loop.after(HEARTBEAT, this::beat);
        }

        void flush() {
            var deadline = loop.monotonic().plus(Duration.ofMinutes(2));
            flush = new SlotFlush(office, this, deadline);
            flush.start().thenAccept(story.endings::add);
        }

        void leave() {
            loop.execute(() -> flush.finish()
                    .thenCompose(sent -> office.unlogged().written())
                    .thenRun(loop::kill));
        }

        @Override
        public Slot slot() {
            return SLOT;
        }

        @Override
        public News ask() {
            if (stumblesOverClaims && replica.slot(SLOT).holder().instance().equals(office.instance())) {
                throw new IllegalStateException("it can not be found out");
            }
            var last = office.unlogged().last(SLOT);
            var reason = new Dedup(true, Duration.ofHours(4)).needsUpdate(last, FIRING, loop.now());
            return new News(List.of(), FIRING, last, reason, false);
        }

        @Override
        public CompletableFuture<Outcome> deliver(News news) {
            var attempt = new CompletableFuture<Outcome>();
            isSending = true;
            // The network and the receiver go on when the sender is paused or killed.
            story.world.after(story.world.some(1, 2_000), () -> {
                var arrives = receiver == Reachability.ALWAYS
                        || receiver == Reachability.SOMETIMES && story.world.chance(0.3);
                if (arrives) {
                    story.delivered.add(office.instance());
                }
                loop.execute(() -> {
                    isSending = arrives;
                    attempt.complete(arrives ? new Outcome.Delivered() : Outcome.ofNoAnswer("no answer"));
                });
            });
            return attempt;
        }

        @Override
        public Map<String, String> groupLabels() {
            return Map.of("story", "claims");
        }

        @Override
        public Sent record(
                News news, Outcome.Delivered delivered, String claimId, Instant notifiedAt, Account account) {
            return new Sent(
                    SLOT,
                    claimId,
                    office.instance(),
                    news.content(),
                    notifiedAt,
                    notifiedAt,
                    notifiedAt.plus(Duration.ofHours(8)),
                    news.reason(),
                    claimId.isEmpty(),
                    Map.of(),
                    account);
        }

        @Override
        public Duration pauseAfter(int failures) {
            return Duration.ofMillis(500);
        }
    }
}

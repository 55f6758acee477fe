package dev.tocsin.notifier;

import dev.tocsin.alerts.Alert;
import dev.tocsin.labels.Labels;
import dev.tocsin.labels.Matcher;
import dev.tocsin.notification.log.Member;
import dev.tocsin.notification.log.Released;
import dev.tocsin.notification.log.Sent;
import dev.tocsin.notification.receivers.Integration;
import dev.tocsin.notification.receivers.Notification;
import dev.tocsin.notification.receivers.Outcome;
import dev.tocsin.notification.receivers.Receiver;
import dev.tocsin.notification.receivers.Webhook;
import dev.tocsin.notification.routing.AlertingConfig;
import dev.tocsin.notification.routing.GroupBy;
import dev.tocsin.notification.routing.Options;
import dev.tocsin.notification.routing.RouteNode;
import dev.tocsin.notification.routing.RoutingTree;
import dev.tocsin.notification.silences.Answer;
import dev.tocsin.notification.silences.Draft;
import dev.tocsin.notification.silences.Limits;
import dev.tocsin.telemetry.Telemetry;
import dev.tocsin.timing.World;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * One schedule: alertmanager halves of several instances around one log, alerts that come and go, silences, and a
 * minute of trouble drawn from a seed, after which all is mended. {@link Promises} watches every step.
 */
final class Storm implements Courier {
    static final Duration TROUBLE = Duration.ofSeconds(45);
    static final Duration END = Duration.ofSeconds(95);
    private static final Duration HEARTBEAT = Duration.ofSeconds(2);
    private static final ClaimRules RULES =
            new ClaimRules(Duration.ofSeconds(10), Duration.ofMillis(250), 3, Duration.ofSeconds(6));
    private static final Duration GRACE = Duration.ofSeconds(9);
    private static final Duration COMPACTION_LAG = RULES.lease().multipliedBy(3);
    private static final Duration HANDOVER = Duration.ofSeconds(2);
    private static final Duration PATIENCE = Duration.ofSeconds(8);
    private static final AlertingConfig CONFIG = config();

    final World world;
    final SimulatedLog log;
    final Promises promises;
    final List<Instance> instances = new ArrayList<>();
    final Map<Labels, Alert> truth = new HashMap<>();
    private final Breach breach;
    private final Isolation.Policy policy;
    private final boolean traced;
    private final List<String> trace = new ArrayList<>();
    private int ids;

    /** A rule of the protocol that is broken, to see that the promises notice. */
    enum Breach {
        NONE,
        THE_LAST_CLAIM_WINS,
        NO_SECOND_QUESTION,
        FORGETTING_ON_RESTART,
        HASTE_AFTER_AN_OUTAGE
    }

    Storm(long seed, Breach breach, boolean traced) {
        this.world = new World(seed);
        this.policy = world.chance(0.5) ? Isolation.Policy.NOTIFY : Isolation.Policy.HOLD;
        this.log = new SimulatedLog(world);
        this.breach = breach;
        this.traced = traced;
        this.promises = new Promises(this);
        log.witness(this::logged);
        if (breach == Breach.THE_LAST_CLAIM_WINS) {
            log.decideBy((before, claim, at) -> before.released(
                            new Released(claim.slot(), before.holder().claimId(), "", ""))
                    .claimed(claim, at));
        }
        for (var i = 0; i < 2 + world.random.nextInt(3); i++) {
            var instance = new Instance("tocsin-" + i);
            instances.add(instance);
            instance.start(true);
        }
        new Weather(this).brew();
    }

    /** Runs until a promise is broken, or to the end; answers what was broken, or nothing. */
    String run() {
        while (promises.broken().isEmpty() && world.stepUntil(END)) {
            // Everything happens in the steps; each is watched.
        }
        if (promises.broken().isEmpty()) {
            promises.atTheEnd();
        }
        return promises.broken();
    }

    List<String> trace() {
        return trace;
    }

    void tell(String what, Object... about) {
        if (traced) {
            trace.add("%8.3f  ".formatted(world.elapsed().toMillis() / 1e3) + what.formatted(about));
        }
    }

    /** Nobody reaches the log. What is sent under a claim then is logged later; what is sent alone, nobody else knows. */
    void setLogReachable(boolean reachable) {
        tell("the log is %s", reachable ? "back" : "gone");
        if (policy == Isolation.Policy.NOTIFY) {
            instances.forEach(promises::trouble);
        }
        log.setReachable(reachable);
    }

    /** An alert begins or ends; every instance finds that out, each in its time. */
    void becomes(Alert alert) {
        truth.put(alert.labels(), alert);
        tell("%s %s", alert.name(), alert.isOpen() ? "fires" : "is over");
        instances.forEach(instance -> instance.learn(alert.labels()));
    }

    private void logged(Object record) {
        if (record instanceof Sent sent) {
            promises.logged(sent);
        }
        if (traced && !(record instanceof Member)) {
            tell("log: %s", record);
        }
    }

    @Override
    public CompletableFuture<Outcome> deliver(
            Integration integration, Notification notification, Envelope envelope, Duration longest) {
        var sender = instances.stream()
                .filter(one -> one.name.equals(envelope.instance()))
                .findFirst()
                .orElseThrow();
        var attempt = promises.begun(sender, notification, envelope);
        var answer = new CompletableFuture<Outcome>();
        var slow = world.chance(0.05) ? world.some(500, 6_000) : world.some(1, 200);
        var lost = sender.receiverCut;
        var answerLost = lost && world.chance(0.5);
        if (lost) {
            attempt.trouble();
        }
        world.after(slow, () -> {
            if (!lost || answerLost) {
                promises.arrived(attempt);
            }
            if (!lost) {
                answer.complete(new Outcome.Delivered());
            }
        });
        if (lost) {
            world.after(PATIENCE, () -> answer.complete(Outcome.ofNoAnswer("no answer")));
        }
        return answer;
    }

    /** One instance, through all its lives. */
    final class Instance {
        final String name;
        World.ProcessLoop loop;
        SimulatedLog.Replica replica;
        Notifier notifier;
        Silencing silencing;
        LastClaims shared;
        boolean receiverCut;
        boolean logCut;
        private Duration ahead = world.some(-2_000, 2_000);

        Instance(String name) {
            this.name = name;
        }

        /** @param withDisk whether it reads on where it was, rather than what compaction has left */
        void start(boolean withDisk) {
            tell("%s starts%s, its clock %s ahead", name, withDisk ? "" : " without its disk", ahead);
            loop = world.new ProcessLoop();
            loop.setAhead(ahead);
            replica = log.replicaOf(loop);
            if (breach == Breach.FORGETTING_ON_RESTART) {
                replica.forgetAll();
            } else if (withDisk) {
                replica.catchUp();
            } else {
                replica.catchUpOnCompacted(COMPACTION_LAG);
            }
            shared = new LastClaims(replica, world, breach == Breach.NO_SECOND_QUESTION);
            var self = new Member(name, world.now(), "", "", false, Instant.MIN);
            var isolation = isolation();
            notifier = new Notifier(
                    self,
                    HEARTBEAT,
                    RULES,
                    isolation,
                    new Notifier.Surroundings(
                            loop,
                            shared,
                            Storm.this,
                            new Telemetry("test"),
                            () -> name + "#" + ids++,
                            "http://tocsin",
                            Duration.ofHours(120),
                            world.random::nextDouble));
            replica.listen(notifier::changed);
            notifier.configure(CONFIG);
            silencing =
                    new Silencing(loop, shared, Limits.NONE, () -> "00000000-0000-4000-8000-%012d".formatted(ids++));
            notifier.receive(truth.values());
            notifier.open();
        }

        private Isolation isolation() {
            return breach == Breach.HASTE_AFTER_AN_OUTAGE
                    ? new Isolation(policy, GRACE, HEARTBEAT, Duration.ZERO)
                    : new Isolation(policy, GRACE, HEARTBEAT);
        }

        void learn(Labels labels) {
            var life = notifier;
            loop.after(world.some(0, (int) HANDOVER.toMillis()), () -> life.receive(List.of(truth.get(labels))));
        }

        void kill() {
            tell("%s is killed", name);
            promises.trouble(this);
            loop.kill();
        }

        void pause(Duration time) {
            tell("%s stands still for %s", name, time);
            promises.trouble(this);
            loop.pause(time);
        }

        void cutFromLog(boolean cut) {
            tell("%s is %s the log", name, cut ? "cut off from" : "back at");
            promises.trouble(this);
            logCut = cut;
            replica.setLinked(!cut);
        }

        void cutFromReceiver(boolean cut) {
            tell("%s is %s the receiver", name, cut ? "cut off from" : "back at");
            promises.trouble(this);
            receiverCut = cut;
        }

        void setClock(Duration aheadBy) {
            tell("the clock of %s jumps: %s ahead", name, aheadBy);
            ahead = aheadBy;
            loop.setAhead(aheadBy);
        }

        /** Silences an alert for so long, from now on. */
        void silence(String alertname, Duration time) {
            var until = world.elapsed().plus(time);
            var draft = new Draft(
                    "",
                    List.of(new Draft.Condition("alertname", Matcher.Op.EQUAL, alertname)),
                    replica.time(),
                    World.BEGINNING.plus(until),
                    "me",
                    "",
                    Map.of());
            loop.whenDone(silencing.set(draft), (answer, error) -> {
                if (error == null && answer instanceof Answer.Stored) {
                    tell("%s acknowledges a silence of %s for %s", name, alertname, time);
                    promises.silenced(alertname, until);
                }
            });
        }
    }

    private static AlertingConfig config() {
        var options = new Options(
                "team",
                GroupBy.parse(List.of("service")),
                Duration.ofSeconds(2),
                Duration.ofSeconds(7),
                Promises.REPEAT);
        return new AlertingConfig(
                AlertingConfig.DEFAULT_RESOLVE_TIMEOUT,
                RoutingTree.of(RouteNode.of(options)),
                List.of(new Receiver("team", List.of(Webhook.to("http://example.org/hook")))),
                "");
    }
}

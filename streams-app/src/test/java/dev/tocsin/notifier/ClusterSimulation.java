package dev.tocsin.notifier;

import dev.tocsin.alerts.Alert;
import dev.tocsin.labels.Labels;
import dev.tocsin.labels.Matcher;
import dev.tocsin.notification.log.ClaimReleased;
import dev.tocsin.notification.log.ClusterRecord;
import dev.tocsin.notification.log.Member;
import dev.tocsin.notification.log.NflogEntry;
import dev.tocsin.notification.receivers.DeliveryResult;
import dev.tocsin.notification.receivers.Integration;
import dev.tocsin.notification.receivers.Notification;
import dev.tocsin.notification.receivers.Receiver;
import dev.tocsin.notification.receivers.TestIntegrations;
import dev.tocsin.notification.routing.AlertingConfig;
import dev.tocsin.notification.routing.GroupBy;
import dev.tocsin.notification.routing.RouteNode;
import dev.tocsin.notification.routing.RouteOptions;
import dev.tocsin.notification.routing.RoutingTree;
import dev.tocsin.notification.silences.SilenceDraft;
import dev.tocsin.notification.silences.SilenceLimits;
import dev.tocsin.notification.silences.SilenceResult;
import dev.tocsin.telemetry.Telemetry;
import dev.tocsin.timing.Simulation;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * One schedule: alertmanager halves of several instances around one log, alerts that come and go, silences, and a
 * minute of trouble drawn from a seed, after which all is mended. {@link Invariants} watches every step.
 */
final class ClusterSimulation implements Sender {
    static final Duration FAULT_PERIOD = Duration.ofSeconds(45);
    static final Duration END = Duration.ofSeconds(95);
    private static final Duration HEARTBEAT = Duration.ofSeconds(2);
    private static final ClaimSettings CLAIM_SETTINGS =
            new ClaimSettings(Duration.ofSeconds(10), Duration.ofMillis(250), 3, Duration.ofSeconds(6));
    private static final Duration GRACE = Duration.ofSeconds(9);
    private static final Duration COMPACTION_LAG = CLAIM_SETTINGS.lease().multipliedBy(3);
    private static final Duration MAX_ALERT_DELAY = Duration.ofSeconds(2);
    private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(8);
    private static final AlertingConfig CONFIG = config();

    final Simulation simulation;
    final SimulatedLog log;
    final Invariants invariants;
    final List<Node> nodes = new ArrayList<>();
    final Map<Labels, Alert> actualAlerts = new HashMap<>();
    private final ProtocolMutation mutation;
    private final Isolation.Policy policy;
    private final boolean traced;
    private final List<String> trace = new ArrayList<>();
    private int ids;

    /** A rule of the protocol that is broken, to see that the promises notice. */
    enum ProtocolMutation {
        NONE,
        LAST_CLAIM_WINS,
        NO_DECISION_AFTER_CLAIM,
        NO_REPLAY_ON_RESTART,
        NO_CATCH_UP_AFTER_OUTAGE
    }

    ClusterSimulation(long seed, ProtocolMutation breach, boolean traced) {
        this.simulation = new Simulation(seed);
        this.policy = simulation.chance(0.5) ? Isolation.Policy.NOTIFY : Isolation.Policy.HOLD;
        this.log = new SimulatedLog(simulation);
        this.mutation = breach;
        this.traced = traced;
        this.invariants = new Invariants(this);
        log.onAppend(this::recordAppended);
        if (breach == ProtocolMutation.LAST_CLAIM_WINS) {
            log.setClaimRule((before, claim, at) -> before.released(
                            new ClaimReleased(claim.slot(), before.holder().claimId(), "", ""))
                    .claimed(claim, at));
        }
        for (var i = 0; i < 2 + simulation.random.nextInt(3); i++) {
            var instance = new Node("tocsin-" + i);
            nodes.add(instance);
            instance.start(true);
        }
        new FaultSchedule(this).schedule();
    }

    /** Runs until a promise is broken, or to the end; answers what was broken, or nothing. */
    String run() {
        while (invariants.violation().isEmpty() && simulation.stepUntil(END)) {
            // Everything happens in the steps; each is watched.
        }
        if (invariants.violation().isEmpty()) {
            invariants.checkFinalState();
        }
        return invariants.violation();
    }

    List<String> trace() {
        return trace;
    }

    void traceEvent(String what, Object... about) {
        if (traced) {
            trace.add("%8.3f  ".formatted(simulation.elapsed().toMillis() / 1e3) + what.formatted(about));
        }
    }

    /** Nobody reaches the log. What is sent under a claim then is logged later; what is sent alone, nobody else knows. */
    void setLogReachable(boolean reachable) {
        traceEvent("the log is %s", reachable ? "back" : "gone");
        if (policy == Isolation.Policy.NOTIFY) {
            nodes.forEach(invariants::markFaulty);
        }
        log.setReachable(reachable);
    }

    /** An alert begins or ends; every instance finds that out, each in its time. */
    void updateAlert(Alert alert) {
        actualAlerts.put(alert.labels(), alert);
        traceEvent("%s %s", alert.name(), alert.hasNoEnd() ? "fires" : "is over");
        nodes.forEach(instance -> instance.receiveLater(alert.labels()));
    }

    private void recordAppended(ClusterRecord record) {
        if (record instanceof NflogEntry sent) {
            invariants.sentLogged(sent);
        }
        if (traced && !(record instanceof Member)) {
            traceEvent("log: %s", record);
        }
    }

    @Override
    public CompletableFuture<DeliveryResult> deliver(
            Integration integration, Notification notification, DeliveryMetadata envelope, Duration longest) {
        var sender = nodes.stream()
                .filter(one -> one.name.equals(envelope.instance()))
                .findFirst()
                .orElseThrow();
        var attempt = invariants.begun(sender, notification, envelope);
        var answer = new CompletableFuture<DeliveryResult>();
        var slow = simulation.chance(0.05) ? simulation.randomMillis(500, 6_000) : simulation.randomMillis(1, 200);
        var lost = sender.receiverCut;
        var answerLost = lost && simulation.chance(0.5);
        if (lost) {
            attempt.markFaulty();
        }
        simulation.after(slow, () -> {
            if (!lost || answerLost) {
                invariants.arrived(attempt);
            }
            if (!lost) {
                answer.complete(new DeliveryResult.Delivered());
            }
        });
        if (lost) {
            simulation.after(ANSWER_TIMEOUT, () -> answer.complete(DeliveryResult.noResponse("no answer")));
        }
        return answer;
    }

    /** One instance, through all its lives. */
    final class Node {
        final String name;
        Simulation.ProcessLoop loop;
        SimulatedLog.Replica replica;
        Notifier notifier;
        SilenceService silenceService;
        ClaimTrackingLog clusterLog;
        boolean receiverCut;
        boolean logCut;
        private Duration clockAhead = simulation.randomMillis(-2_000, 2_000);

        Node(String name) {
            this.name = name;
        }

        /** @param withDisk whether it reads on where it was, rather than what compaction has left */
        void start(boolean withDisk) {
            traceEvent("%s starts%s, its clock %s ahead", name, withDisk ? "" : " without its disk", clockAhead);
            loop = simulation.new ProcessLoop();
            loop.setClockAhead(clockAhead);
            replica = log.replicaOf(loop);
            if (mutation == ProtocolMutation.NO_REPLAY_ON_RESTART) {
                replica.skipToEnd();
            } else if (withDisk) {
                replica.catchUp();
            } else {
                replica.catchUpCompacted(COMPACTION_LAG);
            }
            clusterLog =
                    new ClaimTrackingLog(replica, simulation, mutation == ProtocolMutation.NO_DECISION_AFTER_CLAIM);
            var self = new Member(name, simulation.now(), "", "", false, Instant.MIN);
            var isolation = isolation();
            notifier = new Notifier(
                    self,
                    HEARTBEAT,
                    CLAIM_SETTINGS,
                    isolation,
                    new Notifier.Dependencies(
                            loop,
                            clusterLog,
                            ClusterSimulation.this,
                            new Telemetry("test"),
                            () -> name + "#" + ids++,
                            "http://tocsin",
                            Duration.ofHours(120),
                            simulation.random::nextDouble));
            replica.listen(notifier::slotChanged);
            notifier.configure(CONFIG);
            silenceService = new SilenceService(
                    loop, clusterLog, SilenceLimits.NONE, () -> "00000000-0000-4000-8000-%012d".formatted(ids++));
            notifier.receive(actualAlerts.values());
            notifier.open();
        }

        private Isolation isolation() {
            return mutation == ProtocolMutation.NO_CATCH_UP_AFTER_OUTAGE
                    ? new Isolation(new Isolation.Settings(policy, GRACE), HEARTBEAT, Duration.ZERO)
                    : new Isolation(new Isolation.Settings(policy, GRACE), HEARTBEAT);
        }

        void receiveLater(Labels labels) {
            var life = notifier;
            loop.after(
                    simulation.randomMillis(0, (int) MAX_ALERT_DELAY.toMillis()),
                    () -> life.receive(List.of(actualAlerts.get(labels))));
        }

        void kill() {
            traceEvent("%s is killed", name);
            invariants.markFaulty(this);
            loop.kill();
        }

        void pause(Duration time) {
            traceEvent("%s stands still for %s", name, time);
            invariants.markFaulty(this);
            loop.pause(time);
        }

        void cutFromLog(boolean cut) {
            traceEvent("%s is %s the log", name, cut ? "cut off from" : "back at");
            invariants.markFaulty(this);
            logCut = cut;
            replica.setLinked(!cut);
        }

        void cutFromReceiver(boolean cut) {
            traceEvent("%s is %s the receiver", name, cut ? "cut off from" : "back at");
            invariants.markFaulty(this);
            receiverCut = cut;
        }

        void setClock(Duration aheadBy) {
            traceEvent("the clock of %s jumps: %s ahead", name, aheadBy);
            clockAhead = aheadBy;
            loop.setClockAhead(aheadBy);
        }

        /** Silences an alert for so long, from now on. */
        void silence(String alertname, Duration time) {
            var until = simulation.elapsed().plus(time);
            var draft = new SilenceDraft(
                    "",
                    List.of(new SilenceDraft.MatcherDraft("alertname", Matcher.Op.EQUAL, alertname)),
                    replica.time(),
                    Simulation.START.plus(until),
                    "me",
                    "",
                    Map.of());
            loop.whenDone(silenceService.set(draft), (answer, error) -> {
                if (error == null && answer instanceof SilenceResult.Stored) {
                    traceEvent("%s acknowledges a silence of %s for %s", name, alertname, time);
                    invariants.silenced(alertname, until);
                }
            });
        }
    }

    private static AlertingConfig config() {
        var options = new RouteOptions(
                "team",
                GroupBy.parse(List.of("service")),
                Duration.ofSeconds(2),
                Duration.ofSeconds(7),
                Invariants.REPEAT_INTERVAL);
        return new AlertingConfig(
                AlertingConfig.DEFAULT_RESOLVE_TIMEOUT,
                RoutingTree.of(RouteNode.of(options)),
                List.of(new Receiver("team", List.of(TestIntegrations.webhook("http://example.org/hook")))),
                "");
    }
}

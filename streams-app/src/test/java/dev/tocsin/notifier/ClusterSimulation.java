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
import dev.tocsin.notification.routing.RouteOptions;
import dev.tocsin.notification.routing.RoutingTree;
import dev.tocsin.notification.routing.TestRouting;
import dev.tocsin.notification.silences.SilenceDraft;
import dev.tocsin.notification.silences.SilenceLimits;
import dev.tocsin.notification.silences.SilenceResult;
import dev.tocsin.timing.Simulation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * One schedule drawn from a seed: notifiers of several instances that share a log, alerts that fire and resolve,
 * silences, and 45 s of faults, after which all faults are healed. {@link Invariants} are checked at every step.
 */
final class ClusterSimulation implements Sender {
    static final Duration FAULT_PERIOD = Duration.ofSeconds(45);
    static final Duration END = Duration.ofSeconds(95);
    private static final Duration GRACE = Duration.ofSeconds(9);
    private static final Duration COMPACTION_LAG =
            TestNotifierBuilder.CLAIM_SETTINGS.lease().multipliedBy(3);
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

    /** A deliberate violation of a protocol rule. The invariants must detect it. */
    enum ProtocolMutation {
        NONE,
        LAST_CLAIM_WINS,
        NO_DECISION_AFTER_CLAIM,
        NO_REPLAY_ON_RESTART,
        NO_CATCH_UP_AFTER_OUTAGE
    }

    ClusterSimulation(long seed, ProtocolMutation mutation, boolean traced) {
        this.simulation = new Simulation(seed);
        this.policy = simulation.chance(0.5) ? Isolation.Policy.NOTIFY : Isolation.Policy.HOLD;
        this.log = new SimulatedLog(simulation);
        this.mutation = mutation;
        this.traced = traced;
        this.invariants = new Invariants(this);
        log.onAppend(this::recordAppended);
        if (mutation == ProtocolMutation.LAST_CLAIM_WINS) {
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

    /** Runs until an invariant is violated, or to the end. Returns the violation, or an empty text. */
    String run() {
        while (invariants.violation().isEmpty() && simulation.stepUntil(END)) {
            // Each step checks the invariants.
        }
        if (invariants.violation().isEmpty()) {
            invariants.checkFinalState();
        }
        return invariants.violation();
    }

    List<String> trace() {
        return trace;
    }

    void traceEvent(String text, Object... arguments) {
        if (traced) {
            trace.add("%8.3f  ".formatted(simulation.elapsed().toMillis() / 1e3) + text.formatted(arguments));
        }
    }

    /** Begins or ends an outage of the log. With policy NOTIFY, other instances do not know of isolated notifications. */
    void setLogReachable(boolean reachable) {
        traceEvent("the log is %s", reachable ? "up" : "down");
        if (policy == Isolation.Policy.NOTIFY) {
            nodes.forEach(invariants::markFaulty);
        }
        log.setReachable(reachable);
    }

    /** An alert fires or resolves. Each instance receives it after its own delay. */
    void updateAlert(Alert alert) {
        actualAlerts.put(alert.labels(), alert);
        traceEvent("%s %s", alert.labels().get("alertname"), alert.hasNoEnd() ? "fires" : "resolves");
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
            Integration integration, Notification notification, DeliveryMetadata metadata, Duration timeout) {
        var sender = nodes.stream()
                .filter(one -> one.name.equals(metadata.instance()))
                .findFirst()
                .orElseThrow();
        var attempt = invariants.started(sender, notification, metadata);
        var answer = new CompletableFuture<DeliveryResult>();
        var latency = simulation.chance(0.05) ? simulation.randomMillis(500, 6_000) : simulation.randomMillis(1, 200);
        var isCut = sender.receiverCut;
        var answerLost = isCut && simulation.chance(0.5);
        if (isCut) {
            attempt.markFaulty();
        }
        simulation.after(latency, () -> {
            if (!isCut || answerLost) {
                invariants.arrived(attempt);
            }
            if (!isCut) {
                answer.complete(new DeliveryResult.Delivered());
            }
        });
        if (isCut) {
            simulation.after(ANSWER_TIMEOUT, () -> answer.complete(DeliveryResult.noResponse("no answer")));
        }
        return answer;
    }

    /** One instance, including its restarts. */
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

        /** @param withDisk whether the instance keeps its state; without it, the compacted log is read */
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
            notifier = new TestNotifierBuilder(simulation, name, () -> name + "#" + ids++)
                    .isolation(isolation())
                    .build(loop, clusterLog, ClusterSimulation.this);
            replica.listen(notifier::slotChanged);
            notifier.configure(CONFIG);
            silenceService = new SilenceService(
                    loop,
                    clusterLog,
                    SilenceLimits.NONE,
                    () -> "00000000-0000-4000-8000-%012d".formatted(ids++),
                    SilenceService.Supervision.NONE);
            notifier.receive(actualAlerts.values());
            notifier.open();
        }

        private Isolation isolation() {
            return mutation == ProtocolMutation.NO_CATCH_UP_AFTER_OUTAGE
                    ? new Isolation(new Isolation.Settings(policy, GRACE), TestNotifierBuilder.HEARTBEAT, Duration.ZERO)
                    : new Isolation(new Isolation.Settings(policy, GRACE), TestNotifierBuilder.HEARTBEAT);
        }

        void receiveLater(Labels labels) {
            var current = notifier;
            loop.after(
                    simulation.randomMillis(0, (int) MAX_ALERT_DELAY.toMillis()),
                    () -> current.receive(List.of(actualAlerts.get(labels))));
        }

        void kill() {
            traceEvent("%s is killed", name);
            invariants.markFaulty(this);
            loop.kill();
        }

        void pause(Duration time) {
            traceEvent("%s is paused for %s", name, time);
            invariants.markFaulty(this);
            loop.pause(time);
        }

        void cutFromLog(boolean cut) {
            traceEvent("%s is %s the log", name, cut ? "cut off from" : "reconnected to");
            invariants.markFaulty(this);
            logCut = cut;
            replica.setLinked(!cut);
        }

        void cutFromReceiver(boolean cut) {
            traceEvent("%s is %s the receiver", name, cut ? "cut off from" : "reconnected to");
            invariants.markFaulty(this);
            receiverCut = cut;
        }

        void setClock(Duration aheadBy) {
            traceEvent("the clock of %s jumps to %s ahead", name, aheadBy);
            clockAhead = aheadBy;
            loop.setClockAhead(aheadBy);
        }

        /** Silences an alert for a time from now on. */
        void silence(String alertname, Duration time) {
            var until = simulation.elapsed().plus(time);
            var draft = new SilenceDraft(
                    "",
                    List.of(new SilenceDraft.MatcherDraft("alertname", Matcher.Op.EQUAL, alertname)),
                    replica.logTime(),
                    Simulation.START.plus(until),
                    "me",
                    "",
                    Map.of());
            loop.whenDone(silenceService.set(draft, SilenceServiceTest.ANN), (answer, error) -> {
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
                new GroupBy.ByLabels(List.of("service")),
                Duration.ofSeconds(2),
                Duration.ofSeconds(7),
                Invariants.REPEAT_INTERVAL);
        return TestRouting.config(
                AlertingConfig.DEFAULT_RESOLVE_TIMEOUT,
                RoutingTree.of(TestRouting.node(options)),
                List.of(new Receiver("team", List.of(TestIntegrations.webhook("http://example.org/hook")))),
                "");
    }
}

package dev.tocsin.evaluator;

import dev.tocsin.evaluation.rules.RuleAlertState;
import dev.tocsin.evaluation.rules.RuleGroup;
import dev.tocsin.timing.Causes;
import dev.tocsin.timing.Loop;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs one rule group. At each tick that is complete in the samples topic it evaluates, logs the alert states and forwards
 * the alerts: see {@link #evaluate}. Evaluations run on workers, everything else on the loop. Evaluations and changes of
 * the group are tasks of a serial queue, so that a task never sees the group change.
 */
final class RuleGroupRunner {
    private static final Logger LOG = LoggerFactory.getLogger(RuleGroupRunner.class);
    private static final Duration RETRY_DELAY = Duration.ofSeconds(1);

    private final EvaluatorContext context;
    private final String key;
    private final ClusterAlertStates clusterStates;
    private final StateLogger stateLogger;
    private final AlertForwarder forwarder;
    private final SerialExecutor tasks;
    private final DueTick due;
    private final CatchUp catchUp;
    private final GroupFindings findings;
    private final GroupInputs inputs;
    /** Called whenever a tick is evaluated, or will never be. */
    private final Runnable tickDone;

    private final CompletableFuture<Void> removed = new CompletableFuture<>();

    private volatile RuleGroupStatus status;
    private Ticks ticks;
    private Loop.Alarm alarm = () -> {};
    private boolean evaluating;
    /** The newest tick that this instance has evaluated or whose states it has taken over. */
    private Instant lastKnownTick;

    private boolean lastStateLogged = true;
    private boolean closing;

    RuleGroupRunner(EvaluatorContext context, RuleGroup group, OutstandingTicks outstanding, Runnable tickDone) {
        this.context = context;
        this.due = new DueTick(outstanding);
        this.tickDone = tickDone;
        this.key = group.key();
        this.clusterStates = new ClusterAlertStates(context, key, new EpisodeStarts(group));
        this.stateLogger = new StateLogger(clusterStates);
        this.forwarder = new AlertForwarder(context);
        this.tasks = new SerialExecutor(context.loop(), key);
        this.findings = new GroupFindings(context.agreement());
        this.inputs = new GroupInputs(context);
        this.catchUp = new CatchUp(context, tasks, stateLogger, outstanding);
        this.status = RuleGroupStatus.notEvaluated(group, clusterStates.state(group));
        this.ticks = status.ticks();
        this.lastKnownTick = clusterStates.newestTick(group, Instant.MIN);
    }

    RuleGroupStatus status() {
        return status;
    }

    /** Forwards the alerts that the cluster has logged, before the first evaluation. */
    void forwardKnownAlerts() {
        forwarder.forward(status);
    }

    /** Evaluates the group's newest tick, so that a new group does not wait for its next one. */
    void start() {
        var complete = context.samples().completeTick();
        if (!closing && complete.isAfter(TickBarrier.NO_TICK)) {
            due.add(ticks.lastTickAt(complete));
            evaluateNext();
        }
    }

    /**
     * A later tick is complete. The group's newest tick up to it is due.
     *
     * @param before the complete tick before
     */
    void tickCompleted(Instant before, Instant complete) {
        if (!closing) {
            catchUp.missed(status, ticks, before, complete);
            due.add(ticks, before, complete);
            evaluateNext();
            catchUp.continueAt(complete);
        }
    }

    /** Replaces the group by an edited version. @param at log time of the edit */
    void update(RuleGroup next, Instant at) {
        tasks.submit(() -> closing || next.hasSameDefinitionAs(status.group())
                ? CompletableFuture.completedFuture(null)
                : replaceGroup(next, at));
    }

    /** Removes the group. Completes once the resolution of its alerts was logged and forwarded. */
    CompletableFuture<Void> remove(Instant at) {
        close();
        tasks.submit(() -> {
            var end = status.state().end(afterLastKnownTick(at));
            return stateLogger
                    .logRemovedRules(end, afterLastKnownTick(at))
                    .thenAcceptAsync(forwarder::forward, context.loop())
                    .whenComplete((done, error) -> removed.complete(null));
        });
        return removed;
    }

    boolean isClosing() {
        return closing;
    }

    CompletableFuture<Void> removed() {
        return removed;
    }

    /**
     * Called when the log has a new state of an alert of this group, written by any instance, or has deleted it.
     *
     * @param state empty if it was deleted
     */
    void alertStateChanged(String recordKey, Optional<RuleAlertState> state) {
        var credible = clusterStates.read(recordKey, state);
        stateLogger.alertStatesChanged();
        tasks.submit(() -> credible.ifPresent(this::takeOver));
    }

    /** Stops without resolving alerts: other instances go on with them. */
    void stop() {
        close();
        tasks.close();
    }

    /** Other instances have shared answers of data sources. */
    void answersArrived() {
        inputs.answersArrived();
    }

    private void close() {
        closing = true;
        inputs.cancel();
        alarm.cancel();
        due.clear();
        catchUp.clear();
        tickDone.run();
    }

    /** Submits the next evaluation, unless one runs or waits. */
    private void evaluateNext() {
        if (!evaluating && !due.isEmpty() && !closing) {
            evaluating = true;
            tasks.submit(this::evaluate);
        }
    }

    /**
     * Evaluates the tick that is due. Ticks that other instances have evaluated meanwhile are skipped. If alert states
     * are missing, the evaluation is tried again later.
     */
    private CompletableFuture<Void> evaluate() {
        var tick = due.poll().filter(next -> !closing).orElse(null);
        if (tick == null || tick.isBefore(lastKnownTick)) {
            ended(tick, true);
            return CompletableFuture.completedFuture(null);
        }
        return inputs.at(tick, status)
                .thenApplyAsync(answers -> answers.flatMap(known -> evaluation(tick, known)), context.loop())
                .thenApplyAsync(evaluation -> evaluation.map(Supplier::get), context.workers())
                .thenComposeAsync(
                        result -> result.map(this::publish).orElse(CompletableFuture.completedFuture(false)),
                        context.loop())
                .whenCompleteAsync((isDone, error) -> ended(tick, error != null || isDone), context.loop())
                .thenAccept(isDone -> {});
    }

    /** The evaluation to be done on a worker; empty if other instances have evaluated a later tick. */
    private Optional<Supplier<GroupEvaluator.Result>> evaluation(Instant tick, GroupAnswers answers) {
        if (closing) {
            return Optional.empty();
        }
        var group = status.group();
        var before = clusterStates.stateBefore(tick, status, lastKnownTick, lastStateLogged);
        return before.map(state -> () -> GroupEvaluator.evaluate(context, group, state, tick, answers));
    }

    /** Logs the alert states, then forwards the alerts, even if the log could not be written. */
    private CompletableFuture<Boolean> publish(GroupEvaluator.Result result) {
        var evaluated = result.evaluated();
        result.record(context.telemetry(), status, context.loop().now());
        findings.evaluated(status, evaluated);
        status = result.status();
        lastKnownTick = evaluated.tick();
        return stateLogger
                .log(evaluated)
                .handleAsync(
                        (done, error) -> {
                            recordLogResult(error);
                            takeOverClusterStates();
                            forwarder.forward(status, evaluated);
                            return true;
                        },
                        context.loop());
    }

    private void recordLogResult(Throwable error) {
        lastStateLogged = error == null;
        if (!lastStateLogged) {
            LOG.atWarn()
                    .addKeyValue("group", key)
                    .addKeyValue("reason", Causes.message(error))
                    .log(
                            "Alert states could not be logged; the alerts are forwarded to the notifier, and the states are logged with a later tick");
        }
    }

    /** If another instance has logged different states, those count. */
    private void takeOverClusterStates() {
        var group = status.group();
        status = status.with(clusterStates.withClusterStates(status.state(), group, lastKnownTick));
        lastKnownTick = clusterStates.newestTick(group, lastKnownTick);
    }

    /** A retry is a new task, so that tasks in the queue run before it. @param tick null if none was due */
    private void ended(Instant tick, boolean isDone) {
        evaluating = false;
        due.ended(tick, isDone || closing);
        tickDone.run();
        if (isDone) {
            evaluateNext();
        } else if (!closing) {
            alarm.cancel();
            alarm = context.loop().after(RETRY_DELAY, this::evaluateNext);
        }
    }

    /** Takes over a logged state. Ignored while the group is being removed: the resolution of its alerts was decided already. */
    private void takeOver(RuleAlertState logged) {
        if (closing || status.group().alertingRule(logged.ruleUid()).isEmpty()) {
            return;
        }
        var next = clusterStates.takeOver(status.state(), logged, lastKnownTick);
        if (next != status.state()) {
            lastKnownTick = logged.tick().isAfter(lastKnownTick) ? logged.tick() : lastKnownTick;
            status = status.with(next);
            forwarder.forward(status);
        }
    }

    /**
     * Forwards the resolved alerts of removed rules before the new rules run: both may have the same labels. The state of a
     * rule with another expression is logged with its new uid by the next evaluation.
     */
    private CompletableFuture<Void> replaceGroup(RuleGroup next, Instant at) {
        catchUp.clear();
        findings.restart();
        clusterStates.replaceGroup(next);
        var transfer = status.state().transferTo(status.group(), next, afterLastKnownTick(at));
        lastStateLogged &= status.state()
                .rules()
                .keySet()
                .containsAll(transfer.state().rules().keySet());
        status = new RuleGroupStatus(
                next,
                clusterStates.withMissingRules(transfer.state(), next),
                status.lastTick(),
                status.evaluationDuration(),
                Map.of(),
                Map.of());
        ticks = status.ticks();
        return stateLogger
                .logRemovedRules(transfer, afterLastKnownTick(at))
                .thenAcceptAsync(forwarder::forward, context.loop())
                .whenCompleteAsync((done, error) -> start(), context.loop());
    }

    /** Log time of an edit, moved behind the last known tick: a resolution must not precede a logged state. */
    private Instant afterLastKnownTick(Instant at) {
        return at.isAfter(lastKnownTick) ? at : lastKnownTick.plusMillis(1);
    }
}

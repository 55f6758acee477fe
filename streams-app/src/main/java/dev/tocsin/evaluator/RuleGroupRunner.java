package dev.tocsin.evaluator;

import dev.tocsin.alerts.Alert;
import dev.tocsin.evaluation.rules.GroupState;
import dev.tocsin.evaluation.rules.RuleAlertState;
import dev.tocsin.evaluation.rules.RuleEvaluationResult;
import dev.tocsin.evaluation.rules.RuleGroup;
import dev.tocsin.evaluation.rules.RuleHealth;
import dev.tocsin.evaluation.rules.Ticks;
import dev.tocsin.labels.Fingerprint;
import dev.tocsin.timing.Causes;
import dev.tocsin.timing.Loop;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs one rule group: evaluates it tick by tick, on the context's loop. */
final class RuleGroupRunner {
    private static final Logger LOG = LoggerFactory.getLogger(RuleGroupRunner.class);
    private static final Duration RETRY_DELAY = Duration.ofSeconds(1);

    private final EvaluatorContext context;
    private final String key;
    private final ClusterAlertStates clusterStates;
    private final GroupEvaluator evaluator;
    private final StateLogger stateLogger;
    private final AlertForwarder forwarder;
    private final SerialExecutor tasks;
    private final CompletableFuture<Void> removed = new CompletableFuture<>();

    private volatile RuleGroupStatus status;
    private Loop.Alarm alarm = () -> {};
    private Instant lastKnownTick = Instant.MIN;
    private boolean isLogged = true;
    private boolean closing;

    RuleGroupRunner(EvaluatorContext context, RuleGroup group) {
        this.context = context;
        this.key = group.key();
        this.clusterStates = new ClusterAlertStates(context, key);
        this.evaluator = new GroupEvaluator(context);
        this.stateLogger = new StateLogger(context, key);
        this.forwarder = new AlertForwarder(context.alertSink());
        this.tasks = new SerialExecutor(context.loop(), key);
        this.status = RuleGroupStatus.notEvaluated(group, clusterStates.state(group));
        this.lastKnownTick = newestKnownTick();
    }

    /** Gives the notifying half what the cluster knows already, before anything is evaluated. */
    void forwardKnownAlerts() {
        forward(alerts().all(now()));
    }

    /** Evaluates the tick that is current, and from then on every tick. */
    void start() {
        scheduleAt(currentTick());
    }

    RuleGroupStatus status() {
        return status;
    }

    /** Another text of the same group. */
    void update(RuleGroup next, Instant at) {
        tasks.submit(
                () -> closing || isUnchanged(next) ? CompletableFuture.completedFuture(null) : replaceGroup(next, at));
    }

    /** Done once what it fired is known to be over. */
    CompletableFuture<Void> remove(Instant at) {
        closing = true;
        alarm.cancel();
        tasks.submit(() -> {
            var end = status.state().end(afterLastKnownTick(at));
            return stateLogger
                    .logRemovedRules(end, afterLastKnownTick(at))
                    .thenAcceptAsync(this::forward, context.loop())
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

    /** The ledger says something new of an alert of this group, on whoever's word. */
    void alertStateChanged(String ruleUid, Fingerprint alert) {
        stateLogger.alertStatesChanged();
        tasks.submit(() -> clusterStates.of(ruleUid, alert).ifPresent(this::adopt));
    }

    /** Stops without a word: the others go on. */
    void stop() {
        closing = true;
        tasks.close();
        alarm.cancel();
    }

    // Who has evaluated that tick, or a later one, has an opinion of his own. Who ends has said his last word: of all
    // that he fired, and not only of what this is about.
    private void adopt(RuleAlertState told) {
        if (!closing && told.tick().isAfter(lastKnownTick) && alerts().has(told.ruleUid())) {
            lastKnownTick = told.tick();
            status = status.with(status.state().with(told.ruleUid(), told.alert()));
            forward(alerts().all(now()));
        }
    }

    // What ended is told before the rules that took its place are asked: they may speak of the same alert.
    private CompletableFuture<Void> replaceGroup(RuleGroup next, Instant at) {
        alarm.cancel();
        var handedOver = status.state().transferTo(next, afterLastKnownTick(at));
        status = new RuleGroupStatus(
                next,
                clusterStates.withMissingRules(handedOver.state(), next),
                status.lastTick(),
                status.evaluationDuration(),
                Map.of());
        return stateLogger
                .logRemovedRules(handedOver, afterLastKnownTick(at))
                .thenAcceptAsync(this::forward, context.loop())
                .whenCompleteAsync((done, error) -> start(), context.loop());
    }

    private void scheduleAt(Instant tick) {
        var earliest = tick.isBefore(lastKnownTick) ? ticks().nextAfter(lastKnownTick.minusMillis(1)) : tick;
        scheduleIn(Duration.between(now(), earliest.plus(context.evaluationDelay())));
    }

    private void scheduleIn(Duration wait) {
        alarm.cancel();
        if (!closing) {
            alarm = context.loop().after(wait, () -> tasks.submit(this::evaluate));
        }
    }

    /** Evaluates the newest tick that is due; those before it, if it comes late, are missed. */
    private CompletableFuture<Void> evaluate() {
        var tick = currentTick();
        if (closing || tick.isBefore(lastKnownTick)) {
            scheduleAt(tick);
            return CompletableFuture.completedFuture(null);
        }
        return evaluator
                .evaluate(status.group(), initialState(tick), tick)
                .thenComposeAsync(this::publish, context.loop())
                .whenCompleteAsync((shared, error) -> scheduleNext(tick, error != null || shared), context.loop())
                .thenAccept(shared -> {});
    }

    // Late rather than wrongly; and what waits its turn need not wait until all samples are here.
    private void scheduleNext(Instant tick, boolean isDone) {
        if (isDone) {
            scheduleAt(ticks().nextAfter(tick));
        } else {
            scheduleIn(RETRY_DELAY);
        }
    }

    private CompletableFuture<Boolean> publish(Optional<GroupEvaluator.Result> found) {
        return found.map(this::publish).orElse(CompletableFuture.completedFuture(false));
    }

    private CompletableFuture<Boolean> publish(GroupEvaluator.Result found) {
        var evaluated = found.evaluated();
        recordMetrics(found);
        recordMissedTicks(evaluated.tick());
        status = new RuleGroupStatus(
                status.group(), evaluated.after(), evaluated.tick(), found.duration(), found.ruleDurations());
        lastKnownTick = evaluated.tick();
        return stateLogger
                .log(evaluated)
                .handleAsync(
                        (done, error) -> {
                            recordLogResult(error);
                            forwardResult(found);
                            return true;
                        },
                        context.loop());
    }

    private void recordLogResult(Throwable error) {
        isLogged = error == null;
        if (!isLogged) {
            LOG.atWarn()
                    .addKeyValue("group", key)
                    .addKeyValue("reason", Causes.message(error))
                    .log("What was found could not be logged; it is told all the same and logged at a later tick");
        }
    }

    /** Tells what was found, unless the others have found something else meanwhile: then that. */
    private void forwardResult(GroupEvaluator.Result found) {
        var group = status.group();
        status = status.with(clusterStates.withClusterStates(status.state(), group, lastKnownTick));
        lastKnownTick = newestKnownTick();
        var alerts = new ArrayList<>(alerts().all(now()));
        alerts().backToPending(found.evaluated()).forEach(alerts::add);
        forward(alerts);
        forwarder.keepOnly(alerts().fingerprints());
    }

    /** Who has missed ticks takes up where the cluster stands, but keeps what the cluster could not be told. */
    private GroupEvaluator.InitialState initialState(Instant tick) {
        if (status.wasEvaluated() && !hasMissedTicks(tick)) {
            return new GroupEvaluator.InitialState(
                    CompletableFuture.completedFuture(null), () -> Optional.of(status.state()));
        }
        return new GroupEvaluator.InitialState(
                context.alertStates().caughtUp(),
                () -> newestKnownTick().isAfter(tick) ? Optional.empty() : Optional.of(clusterState()));
    }

    private GroupState clusterState() {
        var group = status.group();
        if (!status.wasEvaluated()) {
            return clusterStates.state(group);
        }
        var overruled = clusterStates.withClusterStates(status.state(), group, status.lastTick());
        return isLogged ? clusterStates.withoutDeleted(overruled, group) : overruled;
    }

    private Instant newestKnownTick() {
        return clusterStates.of(status.group()).stream()
                .map(RuleAlertState::tick)
                .filter(lastKnownTick::isBefore)
                .max(Instant::compareTo)
                .orElse(lastKnownTick);
    }

    private boolean hasMissedTicks(Instant tick) {
        return status.wasEvaluated()
                && status.lastTick().isBefore(tick.minus(status.group().interval()));
    }

    private void recordMissedTicks(Instant tick) {
        if (hasMissedTicks(tick)) {
            context.telemetry().missedTicks(key, Math.max(1, ticks().ticksBetween(status.lastTick(), tick)));
        }
    }

    private boolean isUnchanged(RuleGroup next) {
        var now = status.group();
        return now.draft().equals(next.draft())
                && now.interval().equals(next.interval())
                && now.queryOffset().equals(next.queryOffset());
    }

    /** When something ended by the log's time; never before what is known of it. */
    private Instant afterLastKnownTick(Instant at) {
        return at.isAfter(lastKnownTick) ? at : lastKnownTick.plusMillis(1);
    }

    private Instant currentTick() {
        return ticks().lastTickAt(now().minus(context.evaluationDelay()));
    }

    private Ticks ticks() {
        return Ticks.of(status.group());
    }

    private Instant now() {
        return context.loop().now();
    }

    private RuleGroupAlerts alerts() {
        return new RuleGroupAlerts(context.externalUrl(), status.group(), status.state());
    }

    private void forward(List<Alert> alerts) {
        forwarder.forward(alerts);
    }

    private void recordMetrics(GroupEvaluator.Result found) {
        var evaluated = found.evaluated();
        var failures = evaluated.rules().stream()
                .map(RuleEvaluationResult::after)
                .filter(rule -> rule.health().kind() == RuleHealth.Kind.ERR)
                .count();
        context.telemetry()
                .evaluated(
                        key,
                        found.duration(),
                        Duration.between(evaluated.tick(), now()),
                        evaluated.rules().size(),
                        (int) failures);
    }
}

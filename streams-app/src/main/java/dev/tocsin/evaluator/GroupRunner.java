package dev.tocsin.evaluator;

import dev.tocsin.alerts.Alert;
import dev.tocsin.evaluation.rules.GroupState;
import dev.tocsin.evaluation.rules.Health;
import dev.tocsin.evaluation.rules.RuleEvaluated;
import dev.tocsin.evaluation.rules.RuleGroup;
import dev.tocsin.evaluation.rules.Ticks;
import dev.tocsin.kafka.codec.LoggedAlert;
import dev.tocsin.labels.Fingerprint;
import dev.tocsin.timing.Causes;
import dev.tocsin.timing.Loop;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One rule group in its life: evaluated at its ticks, one tick at a time; edited, removed, and told what the other
 * instances have found. Runs on the bureau's loop, but for the evaluation itself.
 */
final class GroupRunner {
    private static final Logger LOG = LoggerFactory.getLogger(GroupRunner.class);
    private static final Duration BACK_TO_SAMPLES = Duration.ofSeconds(1);

    private final Bureau bureau;
    private final String key;
    private final Known known;
    private final Evaluator evaluator;
    private final Reporter reporter;
    private final Handover handover;
    private final Turns turns;
    private final CompletableFuture<Void> removed = new CompletableFuture<>();

    private volatile GroupStatus status;
    private Loop.Alarm alarm = () -> {};
    /** The newest tick, evaluated here or elsewhere, that the state knows of. */
    private Instant asOf = Instant.MIN;
    /** Whether the ledger had all that was found at the last tick. */
    private boolean logged = true;

    private boolean ending;

    GroupRunner(Bureau bureau, RuleGroup group) {
        this.bureau = bureau;
        this.key = group.key();
        this.known = new Known(bureau, key);
        this.evaluator = new Evaluator(bureau);
        this.reporter = new Reporter(bureau, key);
        this.handover = new Handover(bureau.alerts());
        this.turns = new Turns(bureau.loop(), key);
        this.status = GroupStatus.beginning(group, known.state(group));
        this.asOf = newestKnown();
    }

    /** Gives the notifying half what the cluster knows already, before anything is evaluated. */
    void giveWhatIsKnown() {
        give(alerts().all(now()));
    }

    /** Evaluates the tick that is current, and from then on every tick. */
    void begin() {
        evaluateAt(currentTick());
    }

    GroupStatus status() {
        return status;
    }

    /** Another text of the same group. */
    void edit(RuleGroup next, Instant at) {
        turns.take(() -> ending || isInForce(next) ? CompletableFuture.completedFuture(null) : takeOver(next, at));
    }

    /** Done once what it fired is known to be over. */
    CompletableFuture<Void> remove(Instant at) {
        ending = true;
        alarm.cancel();
        turns.take(() -> {
            var end = status.state().end(afterAll(at));
            return reporter.end(end, afterAll(at))
                    .thenAcceptAsync(this::give, bureau.loop())
                    .whenComplete((done, error) -> removed.complete(null));
        });
        return removed;
    }

    boolean isEnding() {
        return ending;
    }

    CompletableFuture<Void> removed() {
        return removed;
    }

    /** The ledger says something new of an alert of this group, on whoever's word. */
    void learn(String ruleUid, Fingerprint alert) {
        reporter.ledgerChanged();
        turns.take(() -> known.of(ruleUid, alert).ifPresent(this::adopt));
    }

    /** Stops without a word: the others go on. */
    void stop() {
        ending = true;
        turns.end();
        alarm.cancel();
    }

    // Who has evaluated that tick, or a later one, has an opinion of his own. Who ends has said his last word: of all
    // that he fired, and not only of what this is about.
    private void adopt(LoggedAlert told) {
        if (!ending
                && told.tick().isAfter(asOf)
                && alerts().has(told.persisted().ruleUid())) {
            asOf = told.tick();
            status = status.with(status.state().with(told.persisted()));
            give(alerts().all(now()));
        }
    }

    // What ended is told before the rules that took its place are asked: they may speak of the same alert.
    private CompletableFuture<Void> takeOver(RuleGroup next, Instant at) {
        alarm.cancel();
        var handedOver = status.state().handOver(next, afterAll(at));
        status = new GroupStatus(
                next, known.complete(handedOver.state(), next), status.lastTick(), status.took(), List.of());
        return reporter.end(handedOver, afterAll(at))
                .thenAcceptAsync(this::give, bureau.loop())
                .whenCompleteAsync((done, error) -> begin(), bureau.loop());
    }

    private void evaluateAt(Instant tick) {
        var earliest = tick.isBefore(asOf) ? ticks().nextAfter(asOf.minusMillis(1)) : tick;
        evaluateIn(Duration.between(now(), earliest.plus(bureau.delay())));
    }

    private void evaluateIn(Duration wait) {
        alarm.cancel();
        if (!ending) {
            alarm = bureau.loop().after(wait, () -> turns.take(this::evaluate));
        }
    }

    /** Evaluates the newest tick that is due; those before it, if it comes late, are missed. */
    private CompletableFuture<Void> evaluate() {
        var tick = currentTick();
        if (ending || tick.isBefore(asOf)) {
            evaluateAt(tick);
            return CompletableFuture.completedFuture(null);
        }
        return evaluator
                .evaluate(status.group(), beginning(tick), tick)
                .thenComposeAsync(this::share, bureau.loop())
                .whenCompleteAsync((shared, error) -> goOn(tick, error != null || shared), bureau.loop())
                .thenAccept(shared -> {});
    }

    // Late rather than wrongly; and what waits its turn need not wait until all samples are here.
    private void goOn(Instant tick, boolean isDone) {
        if (isDone) {
            evaluateAt(ticks().nextAfter(tick));
        } else {
            evaluateIn(BACK_TO_SAMPLES);
        }
    }

    private CompletableFuture<Boolean> share(Optional<Evaluator.Found> found) {
        return found.map(this::share).orElse(CompletableFuture.completedFuture(false));
    }

    private CompletableFuture<Boolean> share(Evaluator.Found found) {
        var evaluated = found.evaluated();
        count(found);
        countMissed(evaluated.tick());
        status = new GroupStatus(status.group(), evaluated.after(), evaluated.tick(), found.took(), found.ruleTimes());
        asOf = evaluated.tick();
        return reporter.report(evaluated)
                .handleAsync(
                        (done, error) -> {
                            reported(error);
                            tell(found);
                            return true;
                        },
                        bureau.loop());
    }

    private void reported(Throwable error) {
        logged = error == null;
        if (!logged) {
            LOG.atWarn()
                    .addKeyValue("group", key)
                    .addKeyValue("reason", Causes.sentence(error))
                    .log("What was found could not be logged; it is told all the same and logged at a later tick");
        }
    }

    /** Tells what was found, unless the others have found something else meanwhile: then that. */
    private void tell(Evaluator.Found found) {
        var group = status.group();
        status = status.with(known.overrule(status.state(), group, asOf));
        asOf = newestKnown();
        var alerts = new ArrayList<>(alerts().all(now()));
        alerts().putBack(found.evaluated()).forEach(alerts::add);
        give(alerts);
        handover.keepOnly(alerts().fingerprints());
    }

    /** Who has missed ticks takes up where the cluster stands, but keeps what the cluster could not be told. */
    private Evaluator.Beginning beginning(Instant tick) {
        if (status.wasEvaluated() && !hasMissedTicks(tick)) {
            return new Evaluator.Beginning(CompletableFuture.completedFuture(null), () -> Optional.of(status.state()));
        }
        return new Evaluator.Beginning(
                bureau.ledger().caughtUp(),
                () -> newestKnown().isAfter(tick) ? Optional.empty() : Optional.of(stateOfCluster()));
    }

    private GroupState stateOfCluster() {
        var group = status.group();
        if (!status.wasEvaluated()) {
            return known.state(group);
        }
        var overruled = known.overrule(status.state(), group, status.lastTick());
        return logged ? known.withoutForgotten(overruled, group) : overruled;
    }

    private Instant newestKnown() {
        return known.of(status.group()).stream()
                .map(LoggedAlert::tick)
                .filter(asOf::isBefore)
                .max(Instant::compareTo)
                .orElse(asOf);
    }

    private boolean hasMissedTicks(Instant tick) {
        return status.wasEvaluated()
                && status.lastTick().isBefore(tick.minus(status.group().interval()));
    }

    private void countMissed(Instant tick) {
        if (hasMissedTicks(tick)) {
            bureau.telemetry().missedTicks(key, Math.max(1, ticks().between(status.lastTick(), tick)));
        }
    }

    private boolean isInForce(RuleGroup next) {
        var now = status.group();
        return now.written().equals(next.written())
                && now.interval().equals(next.interval())
                && now.queryOffset().equals(next.queryOffset());
    }

    /** When something ended by the log's time; never before what is known of it. */
    private Instant afterAll(Instant at) {
        return at.isAfter(asOf) ? at : asOf.plusMillis(1);
    }

    private Instant currentTick() {
        return ticks().slotAt(now().minus(bureau.delay()));
    }

    private Ticks ticks() {
        return Ticks.of(status.group());
    }

    private Instant now() {
        return bureau.loop().now();
    }

    private GroupAlerts alerts() {
        return new GroupAlerts(bureau.externalUrl(), status.group(), status.state());
    }

    private void give(List<Alert> alerts) {
        handover.give(alerts);
    }

    private void count(Evaluator.Found found) {
        var evaluated = found.evaluated();
        var failures = evaluated.rules().stream()
                .map(RuleEvaluated::after)
                .filter(rule -> rule.health().kind() == Health.Kind.ERR)
                .count();
        bureau.telemetry()
                .evaluated(
                        key,
                        found.took(),
                        Duration.between(evaluated.tick(), now()),
                        evaluated.rules().size(),
                        (int) failures);
    }
}

package dev.tocsin.scheduling;

import dev.tocsin.alerts.Alert;
import dev.tocsin.evaluation.rules.AlertingRule;
import dev.tocsin.evaluation.rules.GroupEvaluated;
import dev.tocsin.evaluation.rules.GroupEvaluation;
import dev.tocsin.evaluation.rules.GroupState;
import dev.tocsin.evaluation.rules.Health;
import dev.tocsin.evaluation.rules.PersistedAlert;
import dev.tocsin.evaluation.rules.RuleEvaluated;
import dev.tocsin.evaluation.rules.RuleGroup;
import dev.tocsin.evaluation.rules.Ticks;
import dev.tocsin.streams.records.LoggedAlert;
import dev.tocsin.timing.Causes;
import dev.tocsin.timing.Loop;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
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
    private final Reporter reporter;
    private final Handover handover;
    /** What happens to the group while it is evaluated waits until that is done. */
    private final Deque<Runnable> waiting = new ArrayDeque<>();

    private volatile GroupStatus status;
    private Loop.Alarm alarm = () -> {};
    private boolean busy;
    private boolean gone;

    GroupRunner(Bureau bureau, RuleGroup group) {
        this.bureau = bureau;
        this.key = group.key();
        this.reporter = new Reporter(bureau, key);
        this.handover = new Handover(bureau.alerts());
        this.status = GroupStatus.beginning(group, takeUp(group));
    }

    /** Gives the notifying half what the cluster knows already, before anything is evaluated. */
    void giveWhatIsKnown() {
        handover.give(alerts(status.state()));
    }

    /** Evaluates the tick that is current, and from then on every tick. */
    void begin() {
        var ticks = Ticks.of(status.group());
        at(ticks.slotAt(bureau.loop().now().minus(bureau.delay())));
    }

    GroupStatus status() {
        return status;
    }

    void edit(RuleGroup next, Instant at) {
        whenIdle(() -> {
            var handedOver = status.state().handOver(next, at);
            status = new GroupStatus(
                    next, takeUpNew(next, handedOver.state()), status.lastTick(), status.took(), List.of());
            reporter.end(handedOver.ended(), handedOver.ends(), at, this::give);
            alarm.cancel();
            begin();
        });
    }

    void remove(Instant at) {
        whenIdle(() -> {
            gone = true;
            alarm.cancel();
            var end = status.state().end(at);
            reporter.end(end.ended(), end.ends(), at, this::give);
        });
    }

    /** The ledger says something new of an alert of this group, on whoever's word. */
    void learn(LoggedAlert logged) {
        reporter.ledgerChanged();
        whenIdle(() -> {
            // Who has evaluated that tick, or a later one, has an opinion of his own.
            if (logged.tick().isAfter(status.lastTick())) {
                status = status.with(status.state().with(logged.persisted()));
                give(logged.persisted().alert().toAlert(url(logged.persisted()), logged.tick()).stream()
                        .toList());
            }
        });
    }

    /** Stops without a word: the others go on. */
    void stop() {
        gone = true;
        alarm.cancel();
    }

    private void at(Instant tick) {
        var wait = Duration.between(bureau.loop().now(), tick.plus(bureau.delay()));
        alarm = bureau.loop().after(wait, () -> whenIdle(() -> evaluate(tick)));
    }

    private void evaluate(Instant tick) {
        busy = true;
        bureau.loop().whenDone(bureau.samples().caughtUp(), (done, error) -> {
            if (gone) {
                busy = false;
            } else if (error == null) {
                bureau.workers().execute(() -> work(status.group(), status.state(), tick));
            } else {
                // Late rather than wrongly: an instance that is behind must not see series as absent.
                bureau.loop().after(BACK_TO_SAMPLES, () -> evaluate(tick));
            }
        });
    }

    private void work(RuleGroup group, GroupState before, Instant tick) {
        var began = bureau.queries().now();
        var evaluation = new LiveEvaluation(bureau);
        try {
            var evaluated = GroupEvaluation.evaluate(group, before, tick, evaluation);
            var took = bureau.queries().now().minus(began);
            bureau.loop().execute(() -> evaluated(evaluated, took, evaluation.ruleTimes()));
        } catch (RuntimeException e) {
            LOG.atError().addKeyValue("group", key).setCause(e).log("A rule group could not be evaluated");
            bureau.loop().execute(() -> finished(tick));
        }
    }

    private void evaluated(GroupEvaluated evaluated, Duration took, List<Duration> ruleTimes) {
        var tick = evaluated.tick();
        count(evaluated, took);
        status = new GroupStatus(status.group(), evaluated.after(), tick, took, ruleTimes);
        var reported = reporter.report(evaluated);
        bureau.loop().whenDone(reported, (done, error) -> {
            if (error != null) {
                LOG.atWarn()
                        .addKeyValue("group", key)
                        .addKeyValue("reason", Causes.sentence(error))
                        .log("What was found could not be logged; it is told all the same and logged at a later tick");
            }
            give(news(evaluated));
            finished(tick);
        });
    }

    private void finished(Instant tick) {
        busy = false;
        if (!gone) {
            next(tick);
        }
        while (!busy && !waiting.isEmpty()) {
            waiting.poll().run();
        }
    }

    private void next(Instant tick) {
        var ticks = Ticks.of(status.group());
        var current = ticks.slotAt(bureau.loop().now().minus(bureau.delay()));
        var next = current.isAfter(tick) ? current : ticks.nextAfter(tick);
        var missed = ticks.between(tick, next);
        if (missed > 0) {
            bureau.telemetry().missedTicks(key, missed);
        }
        at(next);
    }

    private void whenIdle(Runnable task) {
        if (busy) {
            waiting.add(task);
        } else if (!gone) {
            task.run();
        }
    }

    /** Everything that fires, with its annotations as of now, and what has ended at this tick. */
    private List<Alert> news(GroupEvaluated evaluated) {
        var alerts = new ArrayList<>(alerts(evaluated.after()));
        evaluated.transitions().stream()
                .filter(transition -> !transition.after().state().isFiring())
                .forEach(transition -> transition
                        .toAlert(url(new PersistedAlert(transition.ruleUid(), transition.after())))
                        .ifPresent(alerts::add));
        return alerts;
    }

    private List<Alert> alerts(GroupState state) {
        var alerts = new ArrayList<Alert>();
        for (var rule : status.group().alertingRules()) {
            var url = GeneratorUrl.of(bureau.externalUrl(), rule.expr());
            state.of(rule)
                    .alerts()
                    .values()
                    .forEach(alert -> alert.toAlert(url, bureau.loop().now()).ifPresent(alerts::add));
        }
        return alerts;
    }

    private void give(List<Alert> alerts) {
        handover.give(alerts);
    }

    private String url(PersistedAlert alert) {
        return status.group().alertingRules().stream()
                .filter(rule -> rule.uid().equals(alert.ruleUid()))
                .findFirst()
                .map(rule -> GeneratorUrl.of(bureau.externalUrl(), rule.expr()))
                .orElse("");
    }

    private GroupState takeUp(RuleGroup group) {
        var persisted = group.alertingRules().stream()
                .map(AlertingRule::uid)
                .flatMap(uid -> bureau.ledger().of(uid).stream())
                .map(LoggedAlert::persisted)
                .toList();
        return GroupState.takeUp(group, persisted);
    }

    /** Rules that an edit brings may have been evaluated elsewhere already. */
    private GroupState takeUpNew(RuleGroup next, GroupState kept) {
        var all = new java.util.HashMap<>(takeUp(next).rules());
        all.putAll(kept.rules());
        return new GroupState(Map.copyOf(all));
    }

    private void count(GroupEvaluated evaluated, Duration took) {
        var late = Duration.between(evaluated.tick(), bureau.loop().now());
        var failures = evaluated.rules().stream()
                .map(RuleEvaluated::after)
                .filter(rule -> rule.health().kind() == Health.Kind.ERR)
                .count();
        bureau.telemetry().evaluated(key, took, late, evaluated.rules().size(), (int) failures);
    }

    CompletableFuture<Void> idle() {
        var idle = new CompletableFuture<Void>();
        whenIdle(() -> idle.complete(null));
        return idle;
    }
}

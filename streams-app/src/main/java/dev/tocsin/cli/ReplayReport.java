package dev.tocsin.cli;

import dev.tocsin.evaluation.rules.ActiveAlert;
import dev.tocsin.evaluation.rules.AlertState;
import dev.tocsin.evaluation.rules.Rule;
import dev.tocsin.labels.Labels;
import dev.tocsin.labels.Matcher;
import dev.tocsin.replay.LogComparison;
import dev.tocsin.replay.ReplayListener;
import dev.tocsin.replay.Stretch;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * Prints the results of a replay: a line for each change, or a JSON object.
 *
 * @param all whether ticks without a change are printed
 * @param rule name of the rules whose alerts are printed; all if empty
 * @param matchers of the alerts that are printed
 */
record ReplayReport(
        ReplayCommand.Format format,
        boolean all,
        Optional<String> rule,
        List<Matcher> matchers,
        Consumer<String> out,
        Consumer<String> err,
        ProgressBar progress,
        Stretch stretch)
        implements ReplayListener {
    @Override
    public void evaluated(EvaluatedTick tick) {
        for (var one : tick.group().rules()) {
            if (rule.map(one.name()::equals).orElse(true)) {
                print(tick, one);
            }
        }
    }

    private void print(EvaluatedTick tick, Rule one) {
        var before = tick.before().of(one);
        var after = tick.after().of(one);
        if (!after.health().lastError().isEmpty()
                && (all || !after.health().equals(before.health()))
                && matchers.isEmpty()) {
            print(ReplayText.failure(format, tick, one, after.health().lastError()));
        }
        var alerts = new TreeSet<>(before.alerts().keySet());
        alerts.addAll(after.alerts().keySet());
        for (var fingerprint : alerts) {
            var was = before.alerts().get(fingerprint);
            var is = after.alerts().get(fingerprint);
            var known = is == null ? was : is;
            if (isWanted(known.labels()) && (all || !kind(was).equals(kind(is)))) {
                print(ReplayText.alert(
                        format, tick, one, kind(was), is == null ? known.withState(AlertState.INACTIVE) : is));
            }
        }
    }

    private static AlertState.Kind kind(ActiveAlert alert) {
        return alert == null ? AlertState.Kind.INACTIVE : alert.state().kind();
    }

    private boolean isWanted(Labels labels) {
        return matchers.stream().allMatch(matcher -> matcher.matches(labels));
    }

    @Override
    public void notified(VirtualNotification notification) {
        var isWanted = notification.notification().alerts().stream()
                .map(alert -> alert.labels())
                .anyMatch(labels -> isWanted(labels)
                        && rule.map(labels.get("alertname")::equals).orElse(true));
        if (isWanted) {
            print(ReplayText.notification(format, notification));
        }
    }

    @Override
    public void withheld(WithheldAlert alert) {
        if (isWanted(alert.alert())
                && rule.map(alert.alert().get("alertname")::equals).orElse(true)) {
            print(ReplayText.withheld(format, alert));
        }
    }

    @Override
    public void warned(String warning) {
        progress.close();
        err.accept("warning: " + warning);
    }

    @Override
    public void reached(Instant time) {
        var length = Math.max(1, Duration.between(stretch.from(), stretch.to()).toMillis());
        progress.show("Evaluating", Duration.between(stretch.from(), time).toMillis() / (double) length);
    }

    private void print(String line) {
        progress.close();
        out.accept(line);
    }

    /** Prints the differences from what the instances logged. @param verify whether they were asked for */
    void finish(LogComparison comparison, boolean verify) {
        progress.close();
        if (verify) {
            comparison.differences().forEach(difference -> out.accept(ReplayText.difference(format, difference)));
        }
        var summary =
                "%d changes of alert states and %d recorded samples were compared with those of the instances: %d differ"
                        .formatted(comparison.alertStates(), comparison.samples(), comparison.differing());
        err.accept(verify || comparison.differing() == 0 ? summary : summary + ". Use --verify to list them");
    }
}

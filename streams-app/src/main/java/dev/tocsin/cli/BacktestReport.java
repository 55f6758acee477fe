package dev.tocsin.cli;

import dev.tocsin.evaluation.rules.ActiveAlert;
import dev.tocsin.evaluation.rules.Rule;
import dev.tocsin.labels.Fingerprint;
import dev.tocsin.replay.ReplayListener;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;

/** Prints the notifications of a backtest, and a summary of its rules and receivers. */
final class BacktestReport implements ReplayListener {
    private final ReplayCommand.Format format;
    private final Consumer<String> out;
    private final Consumer<String> err;
    private final ProgressBar progress;
    private final Instant from;
    private final Instant to;
    private final Map<String, RuleSummary> rules = new TreeMap<>();
    private final Map<String, Integer> receivers = new TreeMap<>();
    private int notifications;

    BacktestReport(
            ReplayCommand.Format format,
            Consumer<String> out,
            Consumer<String> err,
            ProgressBar progress,
            Instant from,
            Instant to) {
        this.format = format;
        this.out = out;
        this.err = err;
        this.progress = progress;
        this.from = from;
        this.to = to;
    }

    /** Alerts of a rule, or of the rules of a group with the same name. */
    static final class RuleSummary {
        private final String group;
        private final String rule;
        private final Map<Fingerprint, Instant> firingSince = new HashMap<>();
        private int alerts;
        private Duration firing = Duration.ZERO;
        private int notifications;
        private String error = "";

        RuleSummary(String group, String rule) {
            this.group = group;
            this.rule = rule;
        }

        String group() {
            return group;
        }

        String rule() {
            return rule;
        }

        /** The number of times that an alert began to fire. */
        int alerts() {
            return alerts;
        }

        /** The sum of the times that alerts fired. */
        Duration firing() {
            return firing;
        }

        /** The number of notifications with an alert of this name. */
        int notifications() {
            return notifications;
        }

        /** The newest error of an evaluation; empty if there was none. */
        String error() {
            return error;
        }

        private void begin(Fingerprint alert, Instant at) {
            if (firingSince.putIfAbsent(alert, at) == null) {
                alerts++;
            }
        }

        private void end(Fingerprint alert, Instant at) {
            var since = firingSince.remove(alert);
            firing = since == null ? firing : firing.plus(Duration.between(since, at));
        }
    }

    @Override
    public void evaluated(EvaluatedTick tick) {
        for (var rule : tick.group().rules()) {
            count(tick, rule);
        }
    }

    private void count(EvaluatedTick tick, Rule rule) {
        var summary = rules.computeIfAbsent(
                tick.group().key() + "/" + rule.name(),
                key -> new RuleSummary(tick.group().key(), rule.name()));
        var before = tick.before().of(rule).alerts();
        var after = tick.after().of(rule);
        summary.error = after.health().lastError().isEmpty()
                ? summary.error
                : after.health().lastError();
        var fingerprints = new TreeSet<>(before.keySet());
        fingerprints.addAll(after.alerts().keySet());
        for (var fingerprint : fingerprints) {
            var isFiring = isFiring(after.alerts(), fingerprint);
            if (isFiring(before, fingerprint)) {
                summary.begin(fingerprint, from);
            }
            if (isFiring) {
                summary.begin(fingerprint, tick.tick());
            } else {
                summary.end(fingerprint, tick.tick());
            }
        }
    }

    private static boolean isFiring(Map<Fingerprint, ActiveAlert> alerts, Fingerprint fingerprint) {
        var alert = alerts.get(fingerprint);
        return alert != null && alert.state().isFiring();
    }

    @Override
    public void notified(VirtualNotification notification) {
        notifications++;
        receivers.merge(notification.notification().receiver(), 1, Integer::sum);
        var names = new TreeSet<String>();
        notification
                .notification()
                .alerts()
                .forEach(alert -> names.add(alert.labels().get("alertname")));
        rules.values().stream().filter(rule -> names.contains(rule.rule())).forEach(rule -> rule.notifications++);
        print(ReplayText.notification(format, notification));
    }

    @Override
    public void withheld(WithheldAlert alert) {
        print(ReplayText.withheld(format, alert));
    }

    @Override
    public void warned(String warning) {
        progress.close();
        err.accept("warning: " + warning);
    }

    @Override
    public void reached(Instant time) {
        var length = Math.max(1, Duration.between(from, to).toMillis());
        progress.show("Evaluating", Duration.between(from, time).toMillis() / (double) length);
    }

    private void print(String line) {
        progress.close();
        out.accept(line);
    }

    /** Prints the summary. Alerts that fire at the end are counted up to it. */
    void finish() {
        rules.values().forEach(rule -> Set.copyOf(rule.firingSince.keySet()).forEach(alert -> rule.end(alert, to)));
        ReplayText.summary(format, notifications, receivers, List.copyOf(rules.values()))
                .forEach(this::print);
    }
}

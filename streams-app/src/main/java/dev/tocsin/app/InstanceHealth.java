package dev.tocsin.app;

import dev.tocsin.evaluator.RuleGroupStatus;
import dev.tocsin.telemetry.Telemetry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Degradations of an instance that is ready: duties that it neglects or does late. */
record InstanceHealth(Signals signals, Instant startedAt, InstantSource clock) {
    /** The state of the parts of an instance. */
    interface Signals {
        /** Whether the replica of the shared topics is restored. */
        boolean isLive();

        boolean hasConfig();

        /** Why the newest configuration is not in force; empty if it is. */
        String configProblem();

        List<RuleGroupStatus> groups();

        /** Records of the samples topic that are not read yet. */
        long samplesBehind();

        /** The brokers' time, as of the newest record of the cluster log. */
        Instant logTime();

        /** Notifications that are due, but whose slots other instances hold for more than a minute. */
        long slotsHeldForLong();
    }

    private static final Logger LOG = LoggerFactory.getLogger(InstanceHealth.class);

    /** A tick is evaluated some seconds late in normal work, and a missed one is made up for. */
    private static final Duration LATE = Duration.ofSeconds(10);

    private static final Duration CLOCK_TOLERANCE = Duration.ofSeconds(2);

    void registerMetrics(Telemetry telemetry) {
        telemetry.gauge(
                "tocsin_config_present",
                "Whether there is an Alertmanager configuration (1), or no alert is notified (0)",
                () -> signals.hasConfig() ? 1 : 0);
        telemetry.gauge(
                "tocsin_evaluation_behind_seconds",
                "Time by which the rule group that is evaluated latest misses its ticks",
                () -> evaluationBehind().toMillis() / 1e3);
        telemetry.gauge(
                "tocsin_clock_offset_seconds",
                "Clock of this machine minus the time of the cluster log",
                () -> clockOffset().toMillis() / 1e3);
        telemetry.gauge(
                "tocsin_slots_held_long",
                "Notifications that are due, but whose slots other instances hold for more than a minute",
                signals::slotsHeldForLong);
    }

    /** Each as a sentence without a full stop. */
    List<String> degraded() {
        var found = new ArrayList<String>();
        if (!signals.isLive()) {
            return found;
        }
        if (!signals.hasConfig()) {
            found.add("there is no Alertmanager configuration, so no alert is notified;"
                    + " apply one with 'tocsin config apply FILE'");
        }
        if (!signals.configProblem().isEmpty()) {
            found.add("the newest Alertmanager configuration is not valid, so the one before it stays in force;"
                    + " 'tocsin config check FILE' shows what is wrong");
        }
        var behind = evaluationBehind();
        if (behind.compareTo(Duration.ZERO) > 0) {
            found.add("rules are evaluated late, by %d s; the samples topic is read except for %d records"
                    .formatted(behind.toSeconds(), signals.samplesBehind()));
        }
        var ahead = ticksAhead();
        if (ahead.compareTo(LATE) > 0) {
            found.add(("rules are not evaluated for %d s: the brokers' clock has gone back, and ticks never do;"
                            + " synchronise the clocks of the brokers")
                    .formatted(ahead.toSeconds()));
        }
        var offset = clockOffset();
        if (offset.abs().compareTo(CLOCK_TOLERANCE) > 0) {
            found.add("the clock of this machine is %d s %s the brokers' clock; synchronise it, for example with chrony"
                    .formatted(offset.abs().toSeconds(), offset.isNegative() ? "behind" : "ahead of"));
        }
        var held = signals.slotsHeldForLong();
        if (held > 0) {
            found.add(("%d notifications are due, but other instances hold their slots for more than a minute;"
                            + " look for claims that no instance made (docs/kafka-access.md)")
                    .formatted(held));
        }
        return found;
    }

    /** Called once a minute. */
    void logDegraded() {
        degraded().forEach(reason -> LOG.atWarn().addKeyValue("reason", reason).log("This instance is degraded"));
    }

    private Duration clockOffset() {
        return Duration.between(signals.logTime(), clock.instant());
    }

    /** Zero if no group is late. */
    private Duration evaluationBehind() {
        var now = clock.instant();
        return signals.groups().stream()
                .map(group -> behind(group, now))
                .max(Duration::compareTo)
                .filter(longest -> !longest.isNegative())
                .orElse(Duration.ZERO);
    }

    /** Time by which the newest evaluated tick is ahead of the cluster log. */
    private Duration ticksAhead() {
        return signals.groups().stream()
                .map(RuleGroupStatus::lastTick)
                .max(Instant::compareTo)
                .map(newest -> Duration.between(signals.logTime(), newest))
                .orElse(Duration.ZERO);
    }

    private Duration behind(RuleGroupStatus group, Instant now) {
        var last = group.lastTick().isBefore(startedAt) ? startedAt : group.lastTick();
        var due = last.plus(group.group().interval().multipliedBy(2)).plus(LATE);
        return Duration.between(due, now);
    }
}

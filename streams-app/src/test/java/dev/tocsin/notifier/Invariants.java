package dev.tocsin.notifier;

import dev.tocsin.alerts.Alert;
import dev.tocsin.notification.log.Episode;
import dev.tocsin.notification.log.NflogEntry;
import dev.tocsin.notification.log.NotificationReason;
import dev.tocsin.notification.log.NotifiedEpisodes;
import dev.tocsin.notification.log.Slot;
import dev.tocsin.notification.receivers.Notification;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Looks over a {@link ClusterSimulation} as its receiver, and says at once which promise was broken. */
final class Invariants {
    static final Duration REPEAT_INTERVAL = Duration.ofSeconds(30);
    /** Clocks may be wrong by so much in a storm, each against each. */
    private static final Duration MAX_CLOCK_SKEW = Duration.ofSeconds(6);

    private final ClusterSimulation cluster;
    private final List<Attempt> attempts = new ArrayList<>();
    private final Map<String, ReceiverState> receiverStates = new HashMap<>();
    private final Map<String, List<AcknowledgedSilence>> silences = new HashMap<>();
    private final Map<Slot, NflogEntry> latestSent = new HashMap<>();
    private boolean brokersDiffer;
    private boolean anyIsolated;
    private String violation = "";

    private record AcknowledgedSilence(Duration acknowledgedAt, Duration until) {}

    /** What the receiver was told of one group. */
    private static final class ReceiverState {
        private Set<Episode> firing = Set.of();
        private final Set<Episode> resolved = new HashSet<>();
        private Duration at = Duration.ZERO;
    }

    /** One request to the receiver, on its way or arrived. */
    static final class Attempt {
        private final ClusterSimulation.Node sender;
        private final String group;
        private final NotifiedEpisodes content;
        private final NotificationReason reason;
        private final Duration begunAt;
        private final Duration claimedAt;
        private Duration loggedAt = Duration.ofDays(1);
        private boolean isFaulty;
        private boolean hasArrived;

        private Attempt(
                ClusterSimulation.Node sender, Notification notification, NotifiedEpisodes content, Duration begunAt) {
            this.sender = sender;
            this.group = notification.groupKey();
            this.content = content;
            this.reason = notification.reason();
            this.begunAt = begunAt;
            this.claimedAt = sender.clusterLog.claimedAt(group + ":team/webhook/0");
        }

        /** Its sender was lost, or cut off, before it was logged. */
        void markFaulty() {
            isFaulty = true;
        }

        @Override
        public String toString() {
            return "%s of %s: %s".formatted(sender.name, group, reason.text());
        }
    }

    Invariants(ClusterSimulation storm) {
        this.cluster = storm;
    }

    /** Empty as long as all are kept. */
    String violation() {
        return violation;
    }

    /** What was sent alone is dated by a clock that another broker's may contradict; then nothing is promised. */
    void brokerClocksDiffer() {
        brokersDiffer = true;
    }

    void silenced(String alertname, Duration until) {
        silences.computeIfAbsent(alertname, name -> new ArrayList<>())
                .add(new AcknowledgedSilence(cluster.simulation.elapsed(), until));
    }

    Attempt begun(ClusterSimulation.Node sender, Notification notification, Sender.DeliveryMetadata envelope) {
        var byState = notification.alerts().stream()
                .collect(Collectors.partitioningBy(
                        notification::isResolved,
                        Collectors.mapping(
                                alert -> new Episode(alert.fingerprint(), alert.startsAt()), Collectors.toSet())));
        var content = NotifiedEpisodes.of(byState.get(false), byState.get(true));
        var attempt = new Attempt(sender, notification, content, cluster.simulation.elapsed());
        anyIsolated |= envelope.isolated();
        attempt.isFaulty = envelope.isolated() || sender.logCut;
        attempts.add(attempt);
        cluster.traceEvent(
                "%s sends %s%s", sender.name, describe(notification), envelope.isolated() ? ", isolated" : "");
        if (!envelope.isolated()) {
            checkSilences(attempt, notification);
        }
        notification.alerts().forEach(alert -> checkActualState(attempt, alert, notification.isResolved(alert)));
        return attempt;
    }

    /** What an instance has under way may go wrong from now on. */
    void markFaulty(ClusterSimulation.Node instance) {
        attempts.stream()
                .filter(one -> one.sender == instance && isUnlogged(one))
                .forEach(Attempt::markFaulty);
    }

    /** What is older than the log's last word is in the log, but nobody heeds it: its sender was cut off, or slept. */
    void sentLogged(NflogEntry sent) {
        var before = latestSent.getOrDefault(sent.slot(), sent);
        if (sent.notifiedAt().isBefore(before.notifiedAt()) || sent.flushedAt().isBefore(before.flushedAt())) {
            return;
        }
        latestSent.put(sent.slot(), sent);
        attempts.stream()
                .filter(one -> one.hasArrived && isUnlogged(one) && one.sender.name.equals(sent.instance()))
                .filter(one -> one.group.equals(sent.slot().groupKey()) && one.content.equals(sent.episodes()))
                .forEach(one -> one.loggedAt = cluster.simulation.elapsed());
    }

    void arrived(Attempt attempt) {
        attempt.hasArrived = true;
        cluster.traceEvent("arrives: %s", attempt);
        var before = receiverStates.computeIfAbsent(attempt.group, group -> new ReceiverState());
        if (!isExcused(attempt)) {
            checkNoDuplicate(attempt, before);
        }
        before.firing = attempt.content.firing();
        before.resolved.addAll(attempt.content.resolved());
        before.resolved.removeAll(attempt.content.firing());
        // Nobody may ever know of one in trouble; a repetition counts from what is known.
        before.at = attempt.isFaulty ? before.at : cluster.simulation.elapsed();
    }

    /** All trouble is long over: the receiver knows how things are. */
    void checkFinalState() {
        var fires = new HashMap<String, Set<String>>();
        cluster.actualAlerts.values().stream()
                .filter(Alert::hasNoEnd)
                .forEach(alert -> fires.computeIfAbsent(alert.labels().get("service"), none -> new HashSet<>())
                        .add(alert.fingerprint().toString()));
        for (var service : List.of("db", "web")) {
            var expected = fires.getOrDefault(service, Set.of());
            var known = receiverStates.entrySet().stream()
                    .filter(entry -> entry.getKey().contains('"' + service + '"'))
                    .flatMap(entry -> entry.getValue().firing.stream())
                    .filter(episode -> !isUnanswered(episode))
                    .map(episode -> episode.alert().toString())
                    .collect(Collectors.toSet());
            if (!known.equals(expected)) {
                violation(
                        "nothing is lost: of %s there fire %s, but the receiver believes %s", service, expected, known);
            }
        }
    }

    private void checkNoDuplicate(Attempt attempt, ReceiverState before) {
        if (!Collections.disjoint(before.resolved, attempt.content.firing())) {
            violation("one instance's trouble stays its own: %s says that it fires, which is over", attempt);
        }
        var isNews = !before.firing.containsAll(attempt.content.firing())
                || !before.resolved.containsAll(attempt.content.resolved());
        var later = cluster.simulation.elapsed().minus(before.at);
        var isDue = attempt.reason == NotificationReason.REPEAT_INTERVAL_ELAPSED
                && later.plus(MAX_CLOCK_SKEW).compareTo(REPEAT_INTERVAL) > 0;
        if (!isNews && !isDue) {
            violation("once: %s, %s after the same", attempt, later);
        }
    }

    /** Somebody was lost, or cut off, between sending and logging, before this one was claimed. */
    private boolean isExcused(Attempt attempt) {
        return attempt.isFaulty
                || brokersDiffer && anyIsolated
                || attempts.stream()
                        .filter(other -> other != attempt && other.group.equals(attempt.group))
                        .anyMatch(other ->
                                other.isFaulty && other.hasArrived && other.loggedAt.compareTo(attempt.claimedAt) > 0);
    }

    /** A receiver whose answer was lost may believe what nobody here can know; its end may not be told. */
    private boolean isUnanswered(Episode episode) {
        var over = cluster.actualAlerts.values().stream()
                .noneMatch(alert -> alert.hasNoEnd() && alert.fingerprint().equals(episode.alert()));
        return over
                && attempts.stream()
                        .filter(one -> one.hasArrived && one.content.firing().contains(episode))
                        .anyMatch(one -> one.isFaulty && isUnlogged(one));
    }

    private void checkSilences(Attempt attempt, Notification notification) {
        for (var alert : notification.alerts()) {
            silences.getOrDefault(alert.name(), List.of()).stream()
                    .filter(quiet -> quiet.acknowledgedAt().compareTo(attempt.claimedAt) < 0)
                    .filter(quiet -> quiet.until().minus(MAX_CLOCK_SKEW).compareTo(attempt.begunAt) > 0)
                    .forEach(quiet -> violation(
                            "an acknowledged silence is honoured: %s tells of %s, silenced at %s",
                            attempt, alert.name(), quiet.acknowledgedAt()));
        }
    }

    private void checkActualState(Attempt attempt, Alert alert, boolean isOver) {
        var now = cluster.actualAlerts.get(alert.labels());
        if (isOver && now.startsAt().equals(alert.startsAt()) && now.hasNoEnd()) {
            violation(
                    "one instance's trouble stays its own: %s says that %s is over, which fires",
                    attempt, alert.name());
        }
    }

    private static boolean isUnlogged(Attempt attempt) {
        return attempt.loggedAt.equals(Duration.ofDays(1));
    }

    private void violation(String how, Object... about) {
        if (violation.isEmpty()) {
            violation = how.formatted(about);
            cluster.traceEvent("BROKEN: %s", violation);
        }
    }

    private static String describe(Notification notification) {
        return notification.reason().text() + ": "
                + notification.alerts().stream()
                        .map(alert -> alert.name() + (notification.isResolved(alert) ? " over" : " fires"))
                        .collect(Collectors.joining(", "));
    }
}

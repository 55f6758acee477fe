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

/** Invariants of a {@link ClusterSimulation}, checked at its receiver after every step. */
final class Invariants {
    static final Duration REPEAT_INTERVAL = Duration.ofSeconds(30);
    /** Maximum difference between two clocks in a simulation. */
    private static final Duration MAX_CLOCK_SKEW = Duration.ofSeconds(6);

    private final ClusterSimulation cluster;
    private final List<Attempt> attempts = new ArrayList<>();
    private final Map<String, ReceiverState> receiverStates = new HashMap<>();
    private final Map<String, List<AcknowledgedSilence>> silences = new HashMap<>();
    private final Map<Slot, NflogEntry> latestSent = new HashMap<>();
    private boolean brokerClocksDiffer;
    private boolean anyIsolated;
    private String violation = "";

    private record AcknowledgedSilence(Duration acknowledgedAt, Duration until) {}

    /** State of one group at the receiver. */
    private static final class ReceiverState {
        private Set<Episode> firing = Set.of();
        private final Set<Episode> resolved = new HashSet<>();
        private Duration at = Duration.ZERO;
    }

    /** One request to the receiver, in flight or arrived. */
    static final class Attempt {
        private final ClusterSimulation.Node sender;
        private final String group;
        private final NotifiedEpisodes content;
        private final NotificationReason reason;
        private final Duration startedAt;
        private final Duration claimedAt;
        private Duration loggedAt = Duration.ofDays(1);
        private boolean isFaulty;
        private boolean hasArrived;

        private Attempt(
                ClusterSimulation.Node sender,
                Notification notification,
                NotifiedEpisodes content,
                Duration startedAt) {
            this.sender = sender;
            this.group = notification.groupKey();
            this.content = content;
            this.reason = notification.reason();
            this.startedAt = startedAt;
            this.claimedAt = sender.clusterLog.claimedAt(group + ":team/webhook/0");
        }

        /** The sender was lost or cut off before the notification was logged: a duplicate is allowed. */
        void markFaulty() {
            isFaulty = true;
        }

        @Override
        public String toString() {
            return "%s of %s: %s".formatted(sender.name, group, reason.text());
        }
    }

    Invariants(ClusterSimulation cluster) {
        this.cluster = cluster;
    }

    /** The first violation; empty if there is none. */
    String violation() {
        return violation;
    }

    /** Isolated notifications are timestamped by the clock of an earlier leader: no promise holds for them then. */
    void brokerClocksDiffer() {
        brokerClocksDiffer = true;
    }

    void silenced(String alertname, Duration until) {
        silences.computeIfAbsent(alertname, name -> new ArrayList<>())
                .add(new AcknowledgedSilence(cluster.simulation.elapsed(), until));
    }

    Attempt started(ClusterSimulation.Node sender, Notification notification, Sender.DeliveryMetadata metadata) {
        var byState = notification.alerts().stream()
                .collect(Collectors.partitioningBy(
                        notification::isResolved,
                        Collectors.mapping(
                                alert -> new Episode(alert.fingerprint(), alert.startsAt()), Collectors.toSet())));
        var content = NotifiedEpisodes.of(byState.get(false), byState.get(true));
        var attempt = new Attempt(sender, notification, content, cluster.simulation.elapsed());
        anyIsolated |= metadata.isolated();
        attempt.isFaulty = metadata.isolated() || sender.logCut;
        attempts.add(attempt);
        cluster.traceEvent(
                "%s sends %s%s", sender.name, describe(notification), metadata.isolated() ? ", isolated" : "");
        if (!metadata.isolated()) {
            checkSilences(attempt, notification);
        }
        notification.alerts().forEach(alert -> checkActualState(attempt, alert, notification.isResolved(alert)));
        return attempt;
    }

    /** Marks all attempts of an instance that are not logged yet. */
    void markFaulty(ClusterSimulation.Node instance) {
        attempts.stream()
                .filter(one -> one.sender == instance && isUnlogged(one))
                .forEach(Attempt::markFaulty);
    }

    /** An entry older than the current one has no effect: its sender was cut off or paused. */
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
        // A faulty attempt may stay unknown to all instances; the repeat interval counts from the last known one.
        before.at = attempt.isFaulty ? before.at : cluster.simulation.elapsed();
    }

    /** Long after the last fault, the receiver knows the state of all alerts. */
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
                        "nothing is lost: of service %s alerts %s fire; the receiver knows %s",
                        service, expected, known);
            }
        }
    }

    private void checkNoDuplicate(Attempt attempt, ReceiverState before) {
        if (!Collections.disjoint(before.resolved, attempt.content.firing())) {
            violation("faults stay local: %s notifies a resolved alert as firing", attempt);
        }
        var isDifferent = !before.firing.containsAll(attempt.content.firing())
                || !before.resolved.containsAll(attempt.content.resolved());
        var sinceLast = cluster.simulation.elapsed().minus(before.at);
        var isDue = attempt.reason == NotificationReason.REPEAT_INTERVAL_ELAPSED
                && sinceLast.plus(MAX_CLOCK_SKEW).compareTo(REPEAT_INTERVAL) > 0;
        if (!isDifferent && !isDue) {
            violation("once: %s, %s after the same notification", attempt, sinceLast);
        }
    }

    /** Whether another sender was lost or cut off between sending and logging, before the claim of this attempt. */
    private boolean isExcused(Attempt attempt) {
        return attempt.isFaulty
                || brokerClocksDiffer && anyIsolated
                || attempts.stream()
                        .filter(other -> other != attempt && other.group.equals(attempt.group))
                        .anyMatch(other ->
                                other.isFaulty && other.hasArrived && other.loggedAt.compareTo(attempt.claimedAt) > 0);
    }

    /** If the answer of the receiver was lost, no instance knows of the notification, and none may send its end. */
    private boolean isUnanswered(Episode episode) {
        var isResolved = cluster.actualAlerts.values().stream()
                .noneMatch(alert -> alert.hasNoEnd() && alert.fingerprint().equals(episode.alert()));
        return isResolved
                && attempts.stream()
                        .filter(one -> one.hasArrived && one.content.firing().contains(episode))
                        .anyMatch(one -> one.isFaulty && isUnlogged(one));
    }

    private void checkSilences(Attempt attempt, Notification notification) {
        for (var alert : notification.alerts()) {
            silences.getOrDefault(alert.labels().get("alertname"), List.of()).stream()
                    .filter(silence -> silence.acknowledgedAt().compareTo(attempt.claimedAt) < 0)
                    .filter(silence -> silence.until().minus(MAX_CLOCK_SKEW).compareTo(attempt.startedAt) > 0)
                    .forEach(silence -> violation(
                            "an acknowledged silence is honoured: %s notifies %s, silenced at %s",
                            attempt, alert.labels().get("alertname"), silence.acknowledgedAt()));
        }
    }

    private void checkActualState(Attempt attempt, Alert alert, boolean isResolved) {
        var now = cluster.actualAlerts.get(alert.labels());
        if (isResolved && now.startsAt().equals(alert.startsAt()) && now.hasNoEnd()) {
            violation(
                    "faults stay local: %s notifies %s as resolved, which fires",
                    attempt, alert.labels().get("alertname"));
        }
    }

    private static boolean isUnlogged(Attempt attempt) {
        return attempt.loggedAt.equals(Duration.ofDays(1));
    }

    private void violation(String text, Object... arguments) {
        if (violation.isEmpty()) {
            violation = text.formatted(arguments);
            cluster.traceEvent("VIOLATION: %s", violation);
        }
    }

    private static String describe(Notification notification) {
        return notification.reason().text() + ": "
                + notification.alerts().stream()
                        .map(alert -> alert.labels().get("alertname")
                                + (notification.isResolved(alert) ? " resolved" : " firing"))
                        .collect(Collectors.joining(", "));
    }
}

package dev.tocsin.notifier;

import dev.tocsin.alerts.Alert;
import dev.tocsin.notification.log.Content;
import dev.tocsin.notification.log.Episode;
import dev.tocsin.notification.log.Reason;
import dev.tocsin.notification.log.Sent;
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

/** Looks over a {@link Storm} as its receiver, and says at once which promise was broken. */
final class Promises {
    static final Duration REPEAT = Duration.ofSeconds(30);
    /** Clocks may be wrong by so much in a storm, each against each. */
    private static final Duration CLOCKS_DIFFER = Duration.ofSeconds(6);

    private final Storm storm;
    private final List<Attempt> attempts = new ArrayList<>();
    private final Map<String, Told> told = new HashMap<>();
    private final Map<String, List<Quiet>> silences = new HashMap<>();
    private final Map<Slot, Sent> heeded = new HashMap<>();
    private boolean brokersDiffer;
    private boolean someWereAlone;
    private String broken = "";

    private record Quiet(Duration acknowledgedAt, Duration until) {}

    /** What the receiver was told of one group. */
    private static final class Told {
        private Set<Episode> firing = Set.of();
        private final Set<Episode> over = new HashSet<>();
        private Duration at = Duration.ZERO;
    }

    /** One request to the receiver, on its way or arrived. */
    static final class Attempt {
        private final Storm.Instance sender;
        private final String group;
        private final Content content;
        private final Reason reason;
        private final Duration begunAt;
        private final Duration claimedAt;
        private Duration loggedAt = Duration.ofDays(1);
        private boolean isTroubled;
        private boolean hasArrived;

        private Attempt(Storm.Instance sender, Notification notification, Content content, Duration begunAt) {
            this.sender = sender;
            this.group = notification.groupKey();
            this.content = content;
            this.reason = notification.reason();
            this.begunAt = begunAt;
            this.claimedAt = sender.shared.claimedAt(group + ":team/webhook/0");
        }

        /** Its sender was lost, or cut off, before it was logged. */
        void trouble() {
            isTroubled = true;
        }

        @Override
        public String toString() {
            return "%s of %s: %s".formatted(sender.name, group, reason.text());
        }
    }

    Promises(Storm storm) {
        this.storm = storm;
    }

    /** Empty as long as all are kept. */
    String broken() {
        return broken;
    }

    /** What was sent alone is dated by a clock that another broker's may contradict; then nothing is promised. */
    void brokersDiffer() {
        brokersDiffer = true;
    }

    void silenced(String alertname, Duration until) {
        silences.computeIfAbsent(alertname, name -> new ArrayList<>()).add(new Quiet(storm.world.elapsed(), until));
    }

    Attempt begun(Storm.Instance sender, Notification notification, Courier.Envelope envelope) {
        var byState = notification.alerts().stream()
                .collect(Collectors.partitioningBy(
                        notification::isResolved,
                        Collectors.mapping(
                                alert -> new Episode(alert.fingerprint(), alert.startsAt()), Collectors.toSet())));
        var content = Content.of(byState.get(false), byState.get(true));
        var attempt = new Attempt(sender, notification, content, storm.world.elapsed());
        someWereAlone |= envelope.isolated();
        attempt.isTroubled = envelope.isolated() || sender.logCut;
        attempts.add(attempt);
        storm.tell("%s sends %s%s", sender.name, words(notification), envelope.isolated() ? ", isolated" : "");
        if (!envelope.isolated()) {
            checkSilences(attempt, notification);
        }
        notification.alerts().forEach(alert -> checkTruth(attempt, alert, notification.isResolved(alert)));
        return attempt;
    }

    /** What an instance has under way may go wrong from now on. */
    void trouble(Storm.Instance instance) {
        attempts.stream().filter(one -> one.sender == instance && isOpen(one)).forEach(Attempt::trouble);
    }

    /** What is older than the log's last word is in the log, but nobody heeds it: its sender was cut off, or slept. */
    void logged(Sent sent) {
        var before = heeded.getOrDefault(sent.slot(), sent);
        if (sent.notifiedAt().isBefore(before.notifiedAt()) || sent.flushedAt().isBefore(before.flushedAt())) {
            return;
        }
        heeded.put(sent.slot(), sent);
        attempts.stream()
                .filter(one -> one.hasArrived && isOpen(one) && one.sender.name.equals(sent.instance()))
                .filter(one -> one.group.equals(sent.slot().groupKey()) && one.content.equals(sent.content()))
                .forEach(one -> one.loggedAt = storm.world.elapsed());
    }

    void arrived(Attempt attempt) {
        attempt.hasArrived = true;
        storm.tell("arrives: %s", attempt);
        var before = told.computeIfAbsent(attempt.group, group -> new Told());
        if (!isExcused(attempt)) {
            checkOnce(attempt, before);
        }
        before.firing = attempt.content.firing();
        before.over.addAll(attempt.content.resolved());
        before.over.removeAll(attempt.content.firing());
        // Nobody may ever know of one in trouble; a repetition counts from what is known.
        before.at = attempt.isTroubled ? before.at : storm.world.elapsed();
    }

    /** All trouble is long over: the receiver knows how things are. */
    void atTheEnd() {
        var fires = new HashMap<String, Set<String>>();
        storm.truth.values().stream()
                .filter(Alert::isOpen)
                .forEach(alert -> fires.computeIfAbsent(alert.labels().get("service"), none -> new HashSet<>())
                        .add(alert.fingerprint().toString()));
        for (var service : List.of("db", "web")) {
            var expected = fires.getOrDefault(service, Set.of());
            var known = told.entrySet().stream()
                    .filter(entry -> entry.getKey().contains('"' + service + '"'))
                    .flatMap(entry -> entry.getValue().firing.stream())
                    .filter(episode -> !wasNotAnswered(episode))
                    .map(episode -> episode.alert().toString())
                    .collect(Collectors.toSet());
            if (!known.equals(expected)) {
                broken("nothing is lost: of %s there fire %s, but the receiver believes %s", service, expected, known);
            }
        }
    }

    private void checkOnce(Attempt attempt, Told before) {
        if (!Collections.disjoint(before.over, attempt.content.firing())) {
            broken("one instance's trouble stays its own: %s says that it fires, which is over", attempt);
        }
        var isNews = !before.firing.containsAll(attempt.content.firing())
                || !before.over.containsAll(attempt.content.resolved());
        var later = storm.world.elapsed().minus(before.at);
        var isDue = attempt.reason == Reason.REPEAT_INTERVAL_ELAPSED
                && later.plus(CLOCKS_DIFFER).compareTo(REPEAT) > 0;
        if (!isNews && !isDue) {
            broken("once: %s, %s after the same", attempt, later);
        }
    }

    /** Somebody was lost, or cut off, between sending and logging, before this one was claimed. */
    private boolean isExcused(Attempt attempt) {
        return attempt.isTroubled
                || brokersDiffer && someWereAlone
                || attempts.stream()
                        .filter(other -> other != attempt && other.group.equals(attempt.group))
                        .anyMatch(other -> other.isTroubled
                                && other.hasArrived
                                && other.loggedAt.compareTo(attempt.claimedAt) > 0);
    }

    /** A receiver whose answer was lost may believe what nobody here can know; its end may not be told. */
    private boolean wasNotAnswered(Episode episode) {
        var over = storm.truth.values().stream()
                .noneMatch(alert -> alert.isOpen() && alert.fingerprint().equals(episode.alert()));
        return over
                && attempts.stream()
                        .filter(one -> one.hasArrived && one.content.firing().contains(episode))
                        .anyMatch(one -> one.isTroubled && isOpen(one));
    }

    private void checkSilences(Attempt attempt, Notification notification) {
        for (var alert : notification.alerts()) {
            silences.getOrDefault(alert.name(), List.of()).stream()
                    .filter(quiet -> quiet.acknowledgedAt().compareTo(attempt.claimedAt) < 0)
                    .filter(quiet -> quiet.until().minus(CLOCKS_DIFFER).compareTo(attempt.begunAt) > 0)
                    .forEach(quiet -> broken(
                            "an acknowledged silence is honoured: %s tells of %s, silenced at %s",
                            attempt, alert.name(), quiet.acknowledgedAt()));
        }
    }

    private void checkTruth(Attempt attempt, Alert alert, boolean isOver) {
        var now = storm.truth.get(alert.labels());
        if (isOver && now.startsAt().equals(alert.startsAt()) && now.isOpen()) {
            broken("one instance's trouble stays its own: %s says that %s is over, which fires", attempt, alert.name());
        }
    }

    private static boolean isOpen(Attempt attempt) {
        return attempt.loggedAt.equals(Duration.ofDays(1));
    }

    private void broken(String how, Object... about) {
        if (broken.isEmpty()) {
            broken = how.formatted(about);
            storm.tell("BROKEN: %s", broken);
        }
    }

    private static String words(Notification notification) {
        return notification.reason().text() + ": "
                + notification.alerts().stream()
                        .map(alert -> alert.name() + (notification.isResolved(alert) ? " over" : " fires"))
                        .collect(Collectors.joining(", "));
    }
}

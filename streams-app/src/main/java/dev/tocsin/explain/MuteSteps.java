package dev.tocsin.explain;

import dev.tocsin.alerts.Alert;
import dev.tocsin.explain.Explanation.Evidence;
import dev.tocsin.explain.Explanation.Stage;
import dev.tocsin.labels.Fingerprint;
import dev.tocsin.labels.Labels;
import dev.tocsin.labels.Matcher;
import dev.tocsin.notification.routing.AlertingConfig;
import dev.tocsin.notification.routing.Route;
import dev.tocsin.notification.silences.Silence;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The steps that mute an alert on one route: inhibition, time intervals and silences, in Alertmanager's order. */
final class MuteSteps {
    private final Facts facts;
    private final Route route;
    private final Optional<Fingerprint> inhibitedBy;
    private final List<String> intervals;
    private final List<String> silences;

    MuteSteps(Facts facts, Route route) {
        this.facts = facts;
        this.route = route;
        var muters = facts.muters();
        this.inhibitedBy = muters.inhibitor().inhibitedBy(facts.labels(), facts.at());
        this.intervals = muters.mutingIntervals(route.intervals(), facts.at());
        this.silences = muters.silences().mutedBy(facts.labels(), facts.at());
    }

    boolean isMuted() {
        return inhibitedBy.isPresent() || !intervals.isEmpty() || !silences.isEmpty();
    }

    void add(Steps steps) {
        inhibition(steps);
        time(steps);
        silence(steps);
    }

    private void inhibition(Steps steps) {
        if (inhibitedBy.isEmpty()) {
            steps.pass(Stage.INHIBITION, "No alert inhibits it.");
            return;
        }
        var source = facts.otherAlerts().apply(inhibitedBy.get()).map(Alert::labels);
        steps.stop(
                Stage.INHIBITION,
                "Inhibited by alert %s%s."
                        .formatted(
                                source.map(Labels::toString)
                                        .orElse(inhibitedBy.get().toString()),
                                source.map(this::rule).orElse("")),
                "The inhibiting alert must resolve.",
                Evidence.of(
                        "inhibiting alert",
                        Instant.EPOCH,
                        "alert",
                        inhibitedBy.get().toString()));
    }

    /** The labels that the first rule for this pair compares. */
    private String rule(Labels source) {
        return facts.config().map(AlertingConfig::inhibitRules).orElse(List.of()).stream()
                .filter(rule -> matches(rule.targets(), facts.labels())
                        && matches(rule.sources(), source)
                        && rule.equal().stream()
                                .allMatch(label ->
                                        source.get(label).equals(facts.labels().get(label))))
                .findFirst()
                .filter(rule -> !rule.equal().isEmpty())
                .map(rule -> ", which has the same " + String.join(", ", rule.equal()))
                .orElse("");
    }

    private static boolean matches(List<Matcher> matchers, Labels labels) {
        return matchers.stream().allMatch(matcher -> matcher.matches(labels));
    }

    private void time(Steps steps) {
        if (intervals.isEmpty()) {
            steps.pass(
                    Stage.TIME,
                    route.intervals().canMute()
                            ? "No time interval mutes the route now."
                            : "No time interval applies.");
            return;
        }
        var isMuteInterval = route.intervals().mute().containsAll(intervals)
                && !route.intervals().active().equals(intervals);
        steps.stop(
                Stage.TIME,
                isMuteInterval
                        ? "Muted by the time interval %s.".formatted(String.join(", ", intervals))
                        : "Outside of the time interval %s.".formatted(String.join(", ", intervals)),
                isMuteInterval ? "The time interval must end." : "The time interval must begin.",
                intervals.stream()
                        .map(name -> Evidence.of(name, Instant.EPOCH, "interval", name))
                        .toArray(Evidence[]::new));
    }

    private void silence(Steps steps) {
        if (silences.isEmpty()) {
            steps.pass(Stage.SILENCE, "No silence matches.");
            return;
        }
        var found = silences.stream()
                .flatMap(id -> facts.muters().silences().find(id).stream())
                .toList();
        steps.stop(
                Stage.SILENCE,
                "Silenced by %s.".formatted(found.stream().map(MuteSteps::text).collect(Collectors.joining("; "))),
                "The silence must end: at %s, or expired before."
                        .formatted(Words.time(found.stream()
                                .map(Silence::endsAt)
                                .max(Instant::compareTo)
                                .orElse(Instant.EPOCH))),
                found.stream()
                        .map(silence -> Evidence.of(silence.comment(), silence.startsAt(), "silence", silence.id()))
                        .toArray(Evidence[]::new));
    }

    private static String text(Silence silence) {
        return "%s of %s until %s (%s)"
                .formatted(
                        silence.id(),
                        silence.createdBy().isEmpty() ? "an unknown author" : silence.createdBy(),
                        Words.time(silence.endsAt()),
                        silence.comment());
    }
}

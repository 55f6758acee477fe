package dev.tocsin.explain;

import dev.tocsin.alerts.Alert;
import dev.tocsin.evaluation.rules.AlertState;
import dev.tocsin.evaluation.rules.AlertStateTimes;
import dev.tocsin.explain.Facts.DeliveryFact;
import dev.tocsin.explain.Facts.GroupFact;
import dev.tocsin.explain.Facts.RuleFact;
import dev.tocsin.history.DeliveryDetails;
import dev.tocsin.history.DeliveryEvent;
import dev.tocsin.labels.Fingerprint;
import dev.tocsin.labels.Labels;
import dev.tocsin.labels.Matcher;
import dev.tocsin.notification.log.ClaimHolder;
import dev.tocsin.notification.log.ClaimReleased;
import dev.tocsin.notification.log.DeliveryFailure;
import dev.tocsin.notification.log.DeliveryStats;
import dev.tocsin.notification.log.Episode;
import dev.tocsin.notification.log.Member;
import dev.tocsin.notification.log.Members;
import dev.tocsin.notification.log.NflogEntry;
import dev.tocsin.notification.log.NotificationReason;
import dev.tocsin.notification.log.NotifiedEpisodes;
import dev.tocsin.notification.log.Refusal;
import dev.tocsin.notification.log.Slot;
import dev.tocsin.notification.log.SlotState;
import dev.tocsin.notification.muting.InhibitRule;
import dev.tocsin.notification.muting.Inhibitor;
import dev.tocsin.notification.muting.Muters;
import dev.tocsin.notification.muting.NamedTimeInterval;
import dev.tocsin.notification.muting.RouteIntervals;
import dev.tocsin.notification.muting.TimeInterval;
import dev.tocsin.notification.muting.TimeIntervals;
import dev.tocsin.notification.receivers.Integration;
import dev.tocsin.notification.receivers.Receiver;
import dev.tocsin.notification.receivers.TestIntegrations;
import dev.tocsin.notification.routing.AlertingConfig;
import dev.tocsin.notification.routing.GroupBy;
import dev.tocsin.notification.routing.RouteNode;
import dev.tocsin.notification.routing.RouteOptions;
import dev.tocsin.notification.routing.RoutingTree;
import dev.tocsin.notification.silences.Silence;
import dev.tocsin.notification.silences.Silences;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The facts of a named story about one alert at noon. */
record ExplainedStory(String story) {
    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
    private static final Instant START = NOON.minusSeconds(60);
    private static final Labels SLOW = Labels.of("alertname", "Slow", "job", "api");
    private static final Labels DOWN = Labels.of("alertname", "Down", "job", "api");
    private static final Episode EPISODE = new Episode(SLOW.fingerprint(), START);

    Facts facts() {
        return new Facts(
                NOON,
                is("not kept"),
                SLOW,
                rules(),
                alert(),
                this::find,
                is("no configuration") ? Optional.empty() : Optional.of(config()),
                new Muters(Inhibitor.of(List.of(alert(DOWN)), inhibitRules()), intervals(), silences()),
                groups(),
                this::slot,
                deliveries(),
                is("not kept") ? NOON.minusSeconds(30) : NOON.minusSeconds(7 * 86_400),
                Members.of(List.of(new Member("one", START, "", "", false, NOON))));
    }

    private boolean is(String... stories) {
        return List.of(stories).contains(story);
    }

    private List<RuleFact> rules() {
        return switch (story) {
            case "no result" -> List.of(rule(NOON.minusSeconds(10), "", Optional.empty()));
            case "not evaluated" -> List.of(rule(Instant.EPOCH, "", Optional.empty()));
            case "rule fails" -> List.of(rule(NOON.minusSeconds(10), "no such function", Optional.empty()));
            case "pending" ->
                List.of(rule(
                        NOON.minusSeconds(10),
                        "",
                        Optional.of(new AlertStateTimes(
                                AlertState.Kind.PENDING,
                                START,
                                AlertStateTimes.NEVER,
                                AlertStateTimes.NEVER,
                                AlertStateTimes.NEVER))));
            default -> List.of();
        };
    }

    private static RuleFact rule(Instant lastTick, String error, Optional<AlertStateTimes> state) {
        return new RuleFact("ns/web", "Slow", Duration.ofMinutes(5), lastTick, error, state, 3);
    }

    private Optional<Alert> alert() {
        if (is("no rule", "no result", "not evaluated", "rule fails", "pending")) {
            return Optional.empty();
        }
        var isResolved = is("resolved before", "told of its end", "end not told");
        return Optional.of(
                new Alert(SLOW, Map.of(), START, isResolved ? NOON.minusSeconds(1) : Alert.NO_END, "", START));
    }

    private static Alert alert(Labels labels) {
        return new Alert(labels, Map.of(), START, Alert.NO_END, "", START);
    }

    private Optional<Alert> find(Fingerprint alert) {
        return Optional.of(alert(DOWN)).filter(down -> down.fingerprint().equals(alert));
    }

    private AlertingConfig config() {
        var options = options("team");
        var intervals = switch (story) {
            case "muted by time" -> new RouteIntervals(List.of("night"), List.of());
            case "outside of time" -> new RouteIntervals(List.of(), List.of("office"));
            default -> RouteIntervals.ALWAYS;
        };
        var children = is("two routes")
                ? List.of(child("team", RouteIntervals.ALWAYS, true), child("boss", RouteIntervals.ALWAYS, false))
                : intervals.canMute() ? List.of(child("team", intervals, false)) : List.<RouteNode>of();
        var integrations = is("no integration") ? List.<Integration>of() : webhook();
        return new AlertingConfig(
                Duration.ofMinutes(5),
                RoutingTree.of(new RouteNode(options, List.of(), RouteIntervals.ALWAYS, false, children)),
                List.of(new Receiver("team", integrations), new Receiver("boss", webhook())),
                inhibitRules(),
                intervals(),
                AlertingConfig.DEFAULT_TEMPLATES,
                "",
                "");
    }

    private static List<Integration> webhook() {
        return List.of(TestIntegrations.webhook("http://example.org/hook"));
    }

    private static RouteNode child(String receiver, RouteIntervals intervals, boolean continues) {
        return new RouteNode(options(receiver), List.of(Matcher.equal("job", "api")), intervals, continues, List.of());
    }

    private static RouteOptions options(String receiver) {
        return new RouteOptions(
                receiver,
                new GroupBy.ByLabels(List.of("job")),
                Duration.ofSeconds(30),
                Duration.ofMinutes(5),
                Duration.ofHours(4));
    }

    private List<InhibitRule> inhibitRules() {
        return is("inhibited")
                ? List.of(new InhibitRule(
                        "",
                        List.of(Matcher.equal("alertname", "Down")),
                        List.of(Matcher.equal("alertname", "Slow")),
                        List.of("job")))
                : List.of();
    }

    private static TimeIntervals intervals() {
        return TimeIntervals.of(List.of(
                new NamedTimeInterval("night", List.of(TimeInterval.ALWAYS)),
                new NamedTimeInterval("office", List.of())));
    }

    private Silences silences() {
        return is("silenced", "told and silenced", "two routes")
                ? Silences.of(List.of(new Silence(
                        "s1",
                        List.of(Matcher.alerting("job", Matcher.Op.EQUAL, "api")),
                        START,
                        NOON.plusSeconds(7200),
                        START,
                        "ann",
                        "deploy",
                        Map.of())))
                : Silences.NONE;
    }

    private List<GroupFact> groups() {
        if (alert().isEmpty() || is("not kept", "no configuration")) {
            return List.of();
        }
        var isFlushed = is("claimed", "unclaimed", "resolved before", "refused");
        var alerts = new ArrayList<Alert>(List.of(alert().get()));
        if (is("group_interval")) {
            alerts.add(alert(DOWN));
        }
        var next = isFlushed ? NOON.minusSeconds(1) : NOON.plusSeconds(12);
        return config().tree().match(SLOW).stream()
                .map(route -> new GroupFact(route, alerts, next))
                .toList();
    }

    private SlotState slot(Slot slot) {
        var holder = is("claimed") ? new ClaimHolder("c1", "two", NOON, Duration.ofSeconds(9)) : ClaimHolder.NONE;
        var refusal = is("refused") ? new Refusal(NOON.plusSeconds(240), Instant.EPOCH) : Refusal.NONE;
        if (!slot.receiver().equals("team")) {
            return SlotState.initial(slot);
        }
        if (is("group_interval")) {
            return new SlotState(sent(slot, Set.of(new Episode(DOWN.fingerprint(), START)), Set.of()), holder);
        }
        if (is("told of its end")) {
            return new SlotState(ended(slot), holder);
        }
        return new SlotState(
                isTold() ? sent(slot, Set.of(EPISODE), Set.of()) : NflogEntry.initial(slot), holder, refusal);
    }

    private boolean isTold() {
        return story.startsWith("told") || is("two routes", "end not told");
    }

    private List<DeliveryFact> deliveries() {
        var slot = new Slot(
                is("two routes") ? "{}/{job=\"api\"}:{job=\"api\"}" : "{}:{job=\"api\"}", "team", "webhook", 0);
        var told = sent(slot, Set.of(EPISODE), Set.of());
        if (is("delivery failed")) {
            return List.of(failed(slot));
        } else if (is("told of its end")) {
            return List.of(fact(ended(slot)), fact(told));
        }
        return isTold() && !is("told by entry") ? List.of(fact(told)) : List.of();
    }

    private static DeliveryFact fact(NflogEntry entry) {
        return new DeliveryFact(DeliveryEvent.of(entry, 7, 100).orElseThrow(), Optional.of(DeliveryDetails.of(entry)));
    }

    private static DeliveryFact failed(Slot slot) {
        var failure = new DeliveryFailure(
                NotifiedEpisodes.of(Set.of(EPISODE), Set.of()),
                NotificationReason.FIRST_NOTIFICATION,
                new DeliveryStats(Map.of(), 3, Duration.ofMillis(20)),
                "500 Internal Server Error",
                NOON.minusSeconds(2));
        var released = new ClaimReleased(slot, "c1", "two", "delivery failed", Optional.of(failure));
        return new DeliveryFact(DeliveryEvent.of(released, 7, 100).orElseThrow(), DeliveryDetails.of(released));
    }

    private static NflogEntry ended(Slot slot) {
        return entry(
                slot, "one", Set.of(), Set.of(EPISODE), NOON.minusSeconds(1), NotificationReason.ALL_ALERTS_RESOLVED);
    }

    private static NflogEntry sent(Slot slot, Set<Episode> firing, Set<Episode> resolved) {
        return entry(slot, "two", firing, resolved, NOON.minusSeconds(2), NotificationReason.FIRST_NOTIFICATION);
    }

    private static NflogEntry entry(
            Slot slot,
            String instance,
            Set<Episode> firing,
            Set<Episode> resolved,
            Instant at,
            NotificationReason reason) {
        return new NflogEntry(
                slot,
                "c0",
                instance,
                NotifiedEpisodes.of(firing, resolved),
                at,
                at,
                at.plusSeconds(86_400),
                reason,
                false,
                Map.of(),
                new DeliveryStats(Map.of("job", "api"), 1, Duration.ofMillis(20)));
    }
}

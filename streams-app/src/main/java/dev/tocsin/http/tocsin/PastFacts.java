package dev.tocsin.http.tocsin;

import dev.tocsin.alerts.Alert;
import dev.tocsin.evaluation.rules.AlertState;
import dev.tocsin.evaluation.rules.AlertStateTimes;
import dev.tocsin.explain.Facts;
import dev.tocsin.explain.Facts.DeliveryFact;
import dev.tocsin.explain.Facts.GroupFact;
import dev.tocsin.explain.Facts.RuleFact;
import dev.tocsin.history.AlertEvent;
import dev.tocsin.history.DeliveryDetails;
import dev.tocsin.history.DeliveryEvent;
import dev.tocsin.labels.Fingerprint;
import dev.tocsin.labels.Labels;
import dev.tocsin.notification.log.ClaimHolder;
import dev.tocsin.notification.log.Members;
import dev.tocsin.notification.log.NflogEntry;
import dev.tocsin.notification.log.Slot;
import dev.tocsin.notification.log.SlotState;
import dev.tocsin.notification.muting.Inhibitor;
import dev.tocsin.notification.muting.Muters;
import dev.tocsin.notification.muting.TimeIntervals;
import dev.tocsin.notification.routing.AlertingConfig;
import dev.tocsin.notification.silences.Silences;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Collects the facts about an alert as they were at a past moment: from the history, from the silences that are kept, and
 * with the present configuration.
 */
final class PastFacts {
    private final TocsinContext context;
    private final Instant at;
    private final Optional<AlertingConfig> config;
    private final Map<Fingerprint, AlertEvent> last = new HashMap<>();
    private final Map<Fingerprint, Alert> alerts = new HashMap<>();

    PastFacts(TocsinContext context, Instant at) {
        this.context = context;
        this.at = at;
        this.config = context.notifier().config();
        for (var event : context.recorded().alerts(Instant.EPOCH, at.plusMillis(1))) {
            last.put(event.fingerprint(), event);
            update(event);
        }
    }

    private void update(AlertEvent event) {
        switch (event.kind()) {
            case FIRING, RECOVERING -> alerts.put(event.fingerprint(), alert(event, Alert.NO_END));
            case RESOLVED -> alerts.put(event.fingerprint(), alert(event, event.at()));
            default -> {
                // A pending alert is not known to the notifier.
            }
        }
    }

    private static Alert alert(AlertEvent event, Instant end) {
        var start = event.startsAt().isAfter(end) ? end : event.startsAt();
        return new Alert(event.labels(), Map.of(), start, end, "", event.at());
    }

    Facts of(Labels labels) {
        var deliveries = PresentFacts.deliveries(context, config, labels, at.plusMillis(1));
        return new Facts(
                at,
                true,
                labels,
                rules(labels),
                Optional.ofNullable(alerts.get(labels.fingerprint())),
                alert -> Optional.ofNullable(alerts.get(alert)),
                config,
                muters(),
                groups(labels),
                slot -> slot(slot, deliveries),
                deliveries,
                context.recorded()
                        .history()
                        .get()
                        .deliveriesSince(context.notifier().logTime()),
                Members.of(List.of()));
    }

    private List<RuleFact> rules(Labels labels) {
        var event = last.get(labels.fingerprint());
        var named = PresentFacts.named(context.rules().groups().get(), labels);
        if (event == null || event.isPosted() || event.kind() == AlertEvent.Kind.ENDED) {
            return named.stream()
                    .map(rule -> new RuleFact(
                            rule.group(), rule.name(), rule.holdFor(), at, "", Optional.empty(), Double.NaN))
                    .toList();
        }
        var holdFor = named.stream()
                .filter(rule -> rule.group().equals(event.ruleGroup()))
                .map(RuleFact::holdFor)
                .findFirst()
                .orElse(Duration.ZERO);
        return List.of(new RuleFact(
                event.ruleGroup(),
                labels.get("alertname"),
                holdFor,
                event.at(),
                "",
                Optional.of(times(event)),
                event.value()));
    }

    private static AlertStateTimes times(AlertEvent event) {
        var never = AlertStateTimes.NEVER;
        var kind = AlertState.Kind.valueOf(event.kind().name());
        return new AlertStateTimes(
                kind,
                event.startsAt(),
                kind == AlertState.Kind.PENDING ? never : event.startsAt(),
                kind == AlertState.Kind.RECOVERING ? event.at() : never,
                kind == AlertState.Kind.RESOLVED ? event.at() : never);
    }

    /** A silence that was created active counts from its start on only, unlike for a decision by a clock. */
    private Muters muters() {
        var silences = context.notifier().muters().silences().all().stream()
                .filter(silence ->
                        !silence.startsAt().isAfter(at) && silence.endsAt().isAfter(at))
                .toList();
        return new Muters(
                Inhibitor.of(
                        alerts.values(),
                        config.map(AlertingConfig::inhibitRules).orElse(List.of())),
                config.map(AlertingConfig::timeIntervals).orElse(TimeIntervals.NONE),
                Silences.of(silences));
    }

    private List<GroupFact> groups(Labels labels) {
        return config.map(known -> known.tree().match(labels)).orElse(List.of()).stream()
                .map(route -> new GroupFact(
                        route,
                        alerts.values().stream()
                                .filter(alert -> !alert.isResolvedAt(at)
                                        || alert.labels().equals(labels))
                                .filter(alert -> config.get()
                                        .tree()
                                        .match(alert.labels())
                                        .contains(route))
                                .filter(alert ->
                                        route.groupLabels(alert.labels()).equals(route.groupLabels(labels)))
                                .toList(),
                        Instant.MIN))
                .toList();
    }

    private static SlotState slot(Slot slot, List<DeliveryFact> deliveries) {
        return deliveries.stream()
                .filter(one -> one.event().slot().equals(slot) && one.event().isSent())
                .findFirst()
                .flatMap(one -> one.details().map(details -> entry(one.event(), details)))
                .map(entry -> new SlotState(entry, ClaimHolder.NONE))
                .orElseGet(() -> SlotState.initial(slot));
    }

    private static NflogEntry entry(DeliveryEvent sent, DeliveryDetails details) {
        return new NflogEntry(
                sent.slot(),
                details.claimId(),
                sent.instance(),
                details.episodes(),
                sent.at(),
                sent.at(),
                Instant.MAX,
                sent.reason(),
                sent.isolated());
    }
}

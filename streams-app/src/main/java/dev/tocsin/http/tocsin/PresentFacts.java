package dev.tocsin.http.tocsin;

import dev.tocsin.alerts.Alert;
import dev.tocsin.evaluation.rules.AlertState;
import dev.tocsin.evaluation.rules.AlertStateTimes;
import dev.tocsin.evaluation.rules.AlertingRule;
import dev.tocsin.evaluator.RuleGroupStatus;
import dev.tocsin.explain.Facts;
import dev.tocsin.explain.Facts.DeliveryFact;
import dev.tocsin.explain.Facts.GroupFact;
import dev.tocsin.explain.Facts.RuleFact;
import dev.tocsin.labels.Fingerprint;
import dev.tocsin.labels.Labels;
import dev.tocsin.notation.GoTime;
import dev.tocsin.notification.log.Slot;
import dev.tocsin.notification.routing.AlertingConfig;
import dev.tocsin.notification.routing.ScheduledGroup;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** Collects the facts about an alert as they are now on this instance. */
record PresentFacts(TocsinContext context) {
    private static final int MAX_DELIVERIES = 1_000;

    CompletableFuture<Facts> of(Labels labels) {
        return context.notifier().scheduledGroups().thenApplyAsync(groups -> facts(labels, groups));
    }

    private Facts facts(Labels labels, List<ScheduledGroup> groups) {
        var notifier = context.notifier();
        var now = notifier.logTime();
        var config = notifier.config();
        return new Facts(
                now,
                false,
                labels,
                rules(context, labels),
                alert(labels.fingerprint()),
                this::alert,
                config,
                notifier.muters(),
                groups(labels, groups),
                context.cluster().slots(),
                deliveries(context, config, labels, now.plusSeconds(3600)),
                context.recorded().history().get().deliveriesSince(now),
                context.status().get().members());
    }

    private Optional<Alert> alert(Fingerprint alert) {
        return context.notifier().alerts().stream()
                .filter(known -> known.fingerprint().equals(alert))
                .findFirst();
    }

    private static List<GroupFact> groups(Labels labels, List<ScheduledGroup> groups) {
        return groups.stream()
                .filter(one -> one.group().alerts().stream()
                        .anyMatch(alert -> alert.labels().equals(labels)))
                .map(one -> new GroupFact(one.group().route(), one.group().alerts(), one.nextFlush()))
                .toList();
    }

    /** The rules that have made the alert; otherwise those of its name that could make it. */
    static List<RuleFact> rules(TocsinContext context, Labels labels) {
        var all = context.rules().groups().get();
        var made = all.stream()
                .flatMap(status -> status.group().alertingRules().stream()
                        .flatMap(rule -> state(context, status, rule, labels)
                                .map(times ->
                                        fact(status, rule, Optional.of(times), value(context, status, rule, labels)))
                                .stream()))
                .toList();
        return made.isEmpty() ? named(all, labels) : made;
    }

    static List<RuleFact> named(List<RuleGroupStatus> all, Labels labels) {
        return all.stream()
                .flatMap(status -> status.group().alertingRules().stream()
                        .filter(rule -> rule.name().equals(labels.get("alertname")))
                        .filter(rule -> rule.labels().entrySet().stream()
                                .allMatch(label -> label.getValue().contains("{{")
                                        || labels.get(label.getKey()).equals(label.getValue())))
                        .map(rule -> fact(status, rule, Optional.empty(), Double.NaN)))
                .toList();
    }

    private static RuleFact fact(
            RuleGroupStatus status, AlertingRule rule, Optional<AlertStateTimes> state, double value) {
        return new RuleFact(
                status.group().key(),
                rule.name(),
                rule.holdFor(),
                status.lastTick().equals(GoTime.ZERO) ? Instant.EPOCH : status.lastTick(),
                status.state().of(rule).health().lastError(),
                state,
                value);
    }

    private static Optional<AlertStateTimes> state(
            TocsinContext context, RuleGroupStatus status, AlertingRule rule, Labels labels) {
        return status.state().of(rule).alerts().values().stream()
                .filter(alert -> alert.state().kind() != AlertState.Kind.INACTIVE)
                .filter(alert -> context.rules()
                        .outgoing()
                        .of(alert.labels())
                        .filter(labels::equals)
                        .isPresent())
                .map(alert -> alert.state().times())
                .findFirst();
    }

    private static double value(TocsinContext context, RuleGroupStatus status, AlertingRule rule, Labels labels) {
        return status.state().of(rule).alerts().values().stream()
                .filter(alert -> context.rules()
                        .outgoing()
                        .of(alert.labels())
                        .filter(labels::equals)
                        .isPresent())
                .mapToDouble(alert -> alert.value())
                .findFirst()
                .orElse(Double.NaN);
    }

    /** The newest deliveries before an instant to the slots that the alert leads to. */
    static List<DeliveryFact> deliveries(
            TocsinContext context, Optional<AlertingConfig> config, Labels labels, Instant before) {
        var slots = config.map(known -> slots(known, labels)).orElse(Set.of());
        var recorded = context.recorded();
        return recorded.history().get().newestDeliveries(Instant.EPOCH, before).stream()
                .filter(delivery -> slots.contains(delivery.slot()))
                .limit(MAX_DELIVERIES)
                .map(delivery -> new DeliveryFact(delivery, recorded.details().find(delivery)))
                .toList();
    }

    private static Set<Slot> slots(AlertingConfig config, Labels labels) {
        var slots = new HashSet<Slot>();
        for (var route : config.tree().match(labels)) {
            var receiver = config.receiver(route);
            var key = route.groupKey(route.groupLabels(labels));
            receiver.integrations().forEach(integration -> slots.add(receiver.slot(key, integration)));
        }
        return slots;
    }
}

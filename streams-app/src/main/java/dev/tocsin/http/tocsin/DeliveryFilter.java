package dev.tocsin.http.tocsin;

import dev.tocsin.history.DeliveryEvent;
import dev.tocsin.labels.Fingerprint;
import dev.tocsin.labels.Labels;
import dev.tocsin.labels.Matcher;
import dev.tocsin.notification.log.NotificationReason;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Selects deliveries by the query parameters that their lists share. An empty set selects all.
 *
 * @param groupLabels matchers of the group labels
 * @param alert selects deliveries that report this alert
 */
record DeliveryFilter(
        Set<String> receivers,
        Set<String> integrations,
        Set<String> outcomes,
        Set<String> reasons,
        Set<String> instances,
        Set<String> groups,
        List<Matcher> groupLabels,
        Optional<Fingerprint> alert,
        Instant from,
        Instant to) {
    static final List<String> OUTCOMES = List.of("sent", "failed");
    private static final List<String> REASONS = Stream.of(NotificationReason.values())
            .filter(NotificationReason::shouldNotify)
            .map(DeliveryFilter::text)
            .toList();

    /** @param now the default of the end */
    static DeliveryFilter of(TocsinParameters parameters, Instant now) {
        var filter = new DeliveryFilter(
                Set.copyOf(parameters.all("receiver")),
                Set.copyOf(parameters.list("integration")),
                Set.copyOf(parameters.choices("outcome", OUTCOMES)),
                Set.copyOf(parameters.choices("reason", REASONS)),
                Set.copyOf(parameters.list("instance")),
                Set.copyOf(parameters.list("group")),
                parameters.filter(),
                fingerprint(parameters),
                parameters.time("from").orElse(Instant.EPOCH),
                // Times of deliveries can be a little ahead of the log.
                parameters.time("to").orElse(now.plusSeconds(3600)));
        if (filter.to().isBefore(filter.from())) {
            throw TocsinParameters.invalid("to", parameters.text("to"), "must not be before the parameter 'from'");
        }
        return filter;
    }

    static Optional<Fingerprint> fingerprint(TocsinParameters parameters) {
        var text = parameters.text("fingerprint");
        if (text.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(Fingerprint.parse(text));
        } catch (IllegalArgumentException e) {
            throw TocsinParameters.invalid("fingerprint", text, "must have 16 of the digits 0-9 and a-f");
        }
    }

    static String text(NotificationReason reason) {
        return reason.name().toLowerCase(Locale.ROOT);
    }

    static String outcome(DeliveryEvent delivery) {
        return OUTCOMES.get(delivery.isSent() ? 0 : 1);
    }

    /** The selected deliveries, the newest first. */
    List<DeliveryEvent> newest(RecordedEvents recorded) {
        var reportsAlert = reportsAlert(recorded);
        return recorded.history().get().newestDeliveries(from, to).stream()
                .filter(this::selects)
                .filter(reportsAlert)
                .toList();
    }

    private boolean selects(DeliveryEvent delivery) {
        var slot = delivery.slot();
        return isIn(receivers, slot.receiver())
                && isIn(integrations, slot.integration())
                && isIn(outcomes, outcome(delivery))
                && isIn(reasons, text(delivery.reason()))
                && isIn(instances, delivery.instance())
                && (groups.isEmpty() || groups.contains(slot.groupId()))
                && groupLabels.stream().allMatch(matcher -> matcher.matches(delivery.groupLabels()));
    }

    private static boolean isIn(Set<String> selected, String value) {
        return selected.isEmpty() || selected.contains(value);
    }

    /** Reads the alerts only of groups in which the alert can be. */
    private Predicate<DeliveryEvent> reportsAlert(RecordedEvents recorded) {
        if (alert.isEmpty()) {
            return delivery -> true;
        }
        var labels = recorded.labels(alert.get());
        return delivery ->
                labels.filter(known -> !contains(known, delivery.groupLabels())).isEmpty()
                        && recorded.reports(delivery, alert.get());
    }

    private static boolean contains(Labels labels, Labels part) {
        return part.names().stream().allMatch(name -> labels.get(name).equals(part.get(name)));
    }
}

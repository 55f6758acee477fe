package dev.tocsin.explain;

import dev.tocsin.alerts.Alert;
import dev.tocsin.evaluation.rules.AlertStateTimes;
import dev.tocsin.history.DeliveryDetails;
import dev.tocsin.history.DeliveryEvent;
import dev.tocsin.labels.Fingerprint;
import dev.tocsin.labels.Labels;
import dev.tocsin.notification.log.Members;
import dev.tocsin.notification.log.Slot;
import dev.tocsin.notification.log.SlotState;
import dev.tocsin.notification.muting.Muters;
import dev.tocsin.notification.routing.AlertingConfig;
import dev.tocsin.notification.routing.Route;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The recorded facts about an alert and its notifications at one moment.
 *
 * @param at log time of the moment
 * @param isPast whether the moment is past, and the facts come from the history
 * @param labels of the alert that the question is about
 * @param rules the rules that make this alert, or could make it by their name
 * @param alert the alert, firing or resolved; empty if no instance knows it
 * @param otherAlerts finds an alert that inhibits this one
 * @param config the configuration in force; empty if there is none
 * @param groups the aggregation groups of the alert
 * @param slots the state of each slot at the moment
 * @param deliveries of those slots until the moment, with their alerts, the newest first
 * @param knownSince the time from which deliveries and transitions are kept
 * @param live the instances that were live
 */
public record Facts(
        Instant at,
        boolean isPast,
        Labels labels,
        List<RuleFact> rules,
        Optional<Alert> alert,
        Function<Fingerprint, Optional<Alert>> otherAlerts,
        Optional<AlertingConfig> config,
        Muters muters,
        List<GroupFact> groups,
        Function<Slot, SlotState> slots,
        List<DeliveryFact> deliveries,
        Instant knownSince,
        Members live) {
    public Facts {
        rules = List.copyOf(rules);
        groups = List.copyOf(groups);
        deliveries = List.copyOf(deliveries);
    }

    /**
     * A rule, and the state of the alert that it makes.
     *
     * @param group {@code namespace/name}
     * @param lastTick its last evaluation; {@link Instant#EPOCH} if there was none
     * @param error of the last evaluation; empty if there was none
     * @param state of the alert; empty if the rule has no such alert
     * @param value the last result of the expression
     */
    public record RuleFact(
            String group,
            String name,
            Duration holdFor,
            Instant lastTick,
            String error,
            Optional<AlertStateTimes> state,
            double value) {}

    /**
     * An aggregation group of the alert.
     *
     * @param alerts of the group, with this one
     * @param nextFlush {@link Instant#MIN} if it is not known
     */
    public record GroupFact(Route route, List<Alert> alerts, Instant nextFlush) {
        public GroupFact {
            alerts = List.copyOf(alerts);
        }
    }

    /** A delivery with its alerts; the alerts are empty if they are not kept any more. */
    public record DeliveryFact(DeliveryEvent event, Optional<DeliveryDetails> details) {}
}

package dev.tocsin.notification.listing;

import dev.tocsin.alerts.Alert;
import dev.tocsin.labels.Fingerprint;
import dev.tocsin.notification.listing.ListedAlert.RuleOrigin;
import dev.tocsin.notification.listing.ListedAlert.State;
import dev.tocsin.notification.muting.Muters;
import dev.tocsin.notification.routing.ScheduledGroup;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * All alerts at one instant.
 *
 * @param at log time
 * @param alerts each alert once, resolved ones included
 * @param groups the aggregation groups with their alerts, in no order
 * @param outside firing alerts that are in no aggregation group, because there is no configuration
 */
public record AlertSnapshot(
        Instant at,
        Map<Fingerprint, ListedAlert> alerts,
        List<NaturalGroup> groups,
        List<ListedAlert> outside,
        List<ListedAlert> pending) {
    /** An aggregation group with its alerts in the order of notifications. */
    public record NaturalGroup(ScheduledGroup scheduled, List<ListedAlert> alerts) {}

    /**
     * The state of the parts of an instance.
     *
     * @param alerts all alerts, of groups and others
     * @param pending pending alerts with their rules; {@code startsAt} is the time since which they are pending
     * @param origins the rules of alerts
     */
    public record Facts(
            Collection<Alert> alerts,
            List<ScheduledGroup> groups,
            Map<Alert, RuleOrigin> pending,
            Map<Fingerprint, RuleOrigin> origins,
            Muters muters) {}

    public static AlertSnapshot of(Facts facts, Instant now) {
        return new Builder(facts, now).build();
    }

    /** The numbers of all alerts by their states. */
    public StateCounts counts() {
        var all = new ArrayList<>(alerts.values());
        all.addAll(pending);
        return StateCounts.of(all);
    }

    private static final class Builder {
        private final Facts facts;
        private final Instant now;
        private final Map<Fingerprint, ListedAlert> alerts = new LinkedHashMap<>();
        private final Map<Fingerprint, Set<String>> receivers = new HashMap<>();
        /** The intervals that mute every group of an alert; absent if a group is not muted. */
        private final Map<Fingerprint, Set<String>> mutedBy = new HashMap<>();

        Builder(Facts facts, Instant now) {
            this.facts = facts;
            this.now = now;
        }

        AlertSnapshot build() {
            var intervals = new ArrayList<List<String>>();
            for (var scheduled : facts.groups()) {
                var route = scheduled.group().route();
                var muting = facts.muters().mutingIntervals(route.intervals(), now);
                intervals.add(muting);
                scheduled.group().alerts().forEach(alert -> add(alert, route.receiver(), muting));
            }
            var grouped = Set.copyOf(receivers.keySet());
            facts.groups().forEach(group -> group.group().alerts().forEach(this::list));
            facts.alerts().forEach(this::list);
            var groups = new ArrayList<NaturalGroup>();
            for (var i = 0; i < facts.groups().size(); i++) {
                groups.add(group(facts.groups().get(i), intervals.get(i)));
            }
            var outside = alerts.values().stream()
                    .filter(alert -> !grouped.contains(alert.alert().fingerprint()))
                    .filter(alert -> alert.state() != State.RESOLVED)
                    .toList();
            var pending = new ArrayList<ListedAlert>();
            facts.pending().forEach((alert, origin) -> pending.add(ListedAlert.pending(alert, origin)));
            return new AlertSnapshot(now, alerts, List.copyOf(groups), outside, List.copyOf(pending));
        }

        private void add(Alert alert, String receiver, List<String> muting) {
            var fingerprint = alert.fingerprint();
            var isFirst = receivers
                    .computeIfAbsent(fingerprint, none -> new LinkedHashSet<>())
                    .isEmpty();
            receivers.get(fingerprint).add(receiver);
            if (muting.isEmpty()) {
                mutedBy.remove(fingerprint);
            } else if (isFirst) {
                mutedBy.put(fingerprint, new TreeSet<>(muting));
            } else if (mutedBy.containsKey(fingerprint)) {
                mutedBy.get(fingerprint).addAll(muting);
            }
        }

        private void list(Alert alert) {
            alerts.computeIfAbsent(alert.fingerprint(), fingerprint -> {
                var silencedBy = facts.muters().silences().mutedBy(alert.labels(), now);
                var inhibitedBy = facts.muters().inhibitor().inhibitedBy(alert.labels(), now).stream()
                        .map(Fingerprint::toString)
                        .toList();
                var muting = List.copyOf(mutedBy.getOrDefault(fingerprint, Set.of()));
                return new ListedAlert(
                        alert,
                        ListedAlert.stateOf(alert.isResolvedAt(now), silencedBy, inhibitedBy, muting),
                        silencedBy,
                        inhibitedBy,
                        muting,
                        List.copyOf(receivers.getOrDefault(fingerprint, Set.of())),
                        Optional.ofNullable(facts.origins().get(fingerprint)));
            });
        }

        private NaturalGroup group(ScheduledGroup scheduled, List<String> muting) {
            var members = scheduled.group().alerts().stream()
                    .map(alert -> {
                        var listed = alerts.get(alert.fingerprint());
                        return listed.mutedBy().equals(muting) ? listed : listed.in(muting, alert.isResolvedAt(now));
                    })
                    .toList();
            return new NaturalGroup(scheduled, members);
        }
    }
}

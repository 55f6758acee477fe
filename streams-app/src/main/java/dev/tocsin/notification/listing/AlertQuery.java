package dev.tocsin.notification.listing;

import dev.tocsin.labels.Labels;
import dev.tocsin.labels.Matcher;
import dev.tocsin.notification.listing.AlertSnapshot.NaturalGroup;
import dev.tocsin.notification.listing.ListedAlert.State;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Selects, groups and sorts alerts.
 *
 * @param filter all must match the labels of an alert
 * @param states the states to list
 * @param receivers the receivers to list; empty for all
 * @param grouping how alerts are grouped
 */
public record AlertQuery(
        List<Matcher> filter, Set<State> states, Set<String> receivers, Grouping grouping, AlertSort sort) {
    /** The states of alerts that need attention, or may soon. */
    public static final Set<State> DEFAULT_STATES =
            Set.of(State.ACTIVE, State.SILENCED, State.INHIBITED, State.MUTED, State.PENDING);

    /** How alerts are grouped. */
    public sealed interface Grouping {
        /** In aggregation groups, as they are notified. */
        record Natural() implements Grouping {}

        /** By the values of labels; all in one group if there is none. */
        record ByLabels(List<String> names) implements Grouping {
            public ByLabels {
                names = List.copyOf(names);
            }
        }
    }

    public AlertQuery {
        filter = List.copyOf(filter);
        states = Set.copyOf(states);
        receivers = Set.copyOf(receivers);
    }

    /**
     * The alerts of a query.
     *
     * @param total alerts that are listed, each once
     * @param counts of the alerts that match filter and receiver, whatever their states
     * @param hidden alerts that exist and are not listed; resolved ones are not counted
     * @param selected the listed alerts, each once
     */
    public record Result(
            int total, StateCounts counts, int hidden, List<ListedAlert> selected, List<AlertGroup> groups) {}

    public Result apply(AlertSnapshot snapshot) {
        var matching = new ArrayList<ListedAlert>();
        snapshot.alerts().values().stream().filter(this::matches).forEach(matching::add);
        snapshot.pending().stream().filter(this::matches).forEach(matching::add);
        var selected = matching.stream().filter(this::hasState).toList();
        var existing = snapshot.alerts().values().stream()
                        .filter(alert -> alert.state() != State.RESOLVED)
                        .count()
                + snapshot.pending().size();
        var listed = selected.stream()
                .filter(alert -> alert.state() != State.RESOLVED)
                .count();
        return new Result(
                selected.size(),
                StateCounts.of(matching),
                Math.toIntExact(existing - listed),
                selected,
                sort.sorted(groups(snapshot, selected)));
    }

    private boolean matches(ListedAlert alert) {
        return (receivers.isEmpty() || alert.receivers().stream().anyMatch(receivers::contains))
                && matchesLabels(alert);
    }

    private boolean matchesLabels(ListedAlert alert) {
        for (var matcher : filter) {
            if (!matcher.matches(alert.alert().labels())) {
                return false;
            }
        }
        return true;
    }

    private boolean hasState(ListedAlert alert) {
        return states.contains(alert.state());
    }

    private List<AlertGroup> groups(AlertSnapshot snapshot, List<ListedAlert> selected) {
        if (grouping instanceof Grouping.ByLabels byLabels) {
            return byLabels(selected, byLabels.names());
        }
        var groups = new ArrayList<AlertGroup>();
        for (var natural : snapshot.groups()) {
            var receiver = natural.scheduled().group().receiver();
            if (receivers.isEmpty() || receivers.contains(receiver)) {
                add(groups, natural);
            }
        }
        add(groups, "none", listed(snapshot.outside()));
        add(groups, "pending", listed(snapshot.pending()));
        return groups;
    }

    private void add(List<AlertGroup> groups, NaturalGroup natural) {
        var members = natural.alerts().stream()
                .filter(alert -> hasState(alert) && matchesLabels(alert))
                .toList();
        if (!members.isEmpty()) {
            groups.add(AlertGroups.natural(natural, members));
        }
    }

    private static void add(List<AlertGroup> groups, String id, List<ListedAlert> members) {
        if (!members.isEmpty()) {
            groups.add(new AlertGroup(id, "", Labels.EMPTY, Optional.empty(), members));
        }
    }

    private List<ListedAlert> listed(Collection<ListedAlert> alerts) {
        return alerts.stream()
                .filter(alert -> hasState(alert) && matches(alert))
                .toList();
    }

    private static List<AlertGroup> byLabels(List<ListedAlert> alerts, List<String> names) {
        Map<Labels, List<ListedAlert>> byLabels = new LinkedHashMap<>();
        alerts.forEach(alert -> byLabels.computeIfAbsent(alert.alert().labels().keep(names), none -> new ArrayList<>())
                .add(alert));
        var groups = new ArrayList<AlertGroup>();
        byLabels.forEach((labels, members) ->
                groups.add(new AlertGroup(labels.fingerprint().toString(), "", labels, Optional.empty(), members)));
        return groups;
    }
}

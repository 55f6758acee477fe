package dev.tocsin.notification.listing;

import dev.tocsin.notification.listing.AlertSnapshot.NaturalGroup;
import dev.tocsin.notification.log.Slot;
import dev.tocsin.notification.routing.ScheduledGroup;
import java.util.List;
import java.util.Optional;

/** Groups of a snapshot by their ids. */
public final class AlertGroups {
    private AlertGroups() {}

    /** The id of an aggregation group. */
    public static String idOf(ScheduledGroup scheduled) {
        return Slot.groupId(scheduled.group().groupKey(), scheduled.group().receiver());
    }

    /** The aggregation group of an id with all of its alerts; empty if there is none. */
    public static Optional<AlertGroup> find(AlertSnapshot snapshot, String id) {
        return snapshot.groups().stream()
                .filter(natural -> idOf(natural.scheduled()).equals(id))
                .findFirst()
                .map(natural -> natural(natural, natural.alerts()));
    }

    static AlertGroup natural(NaturalGroup natural, List<ListedAlert> members) {
        var flush = natural.scheduled().group();
        return new AlertGroup(
                idOf(natural.scheduled()),
                flush.receiver(),
                flush.groupLabels(),
                Optional.of(natural.scheduled()),
                members);
    }
}

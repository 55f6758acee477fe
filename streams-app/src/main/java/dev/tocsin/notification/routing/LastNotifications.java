package dev.tocsin.notification.routing;

import dev.tocsin.notification.log.NflogEntry;
import java.util.Collection;
import java.util.List;

/** What the groups need to know of the past. */
@FunctionalInterface
public interface LastNotifications {
    /** A log without entries. */
    LastNotifications EMPTY = (groupKey, receiver) -> List.of();

    /** What was last told of a group to a receiver, over each of its integrations; in no order. */
    Collection<NflogEntry> of(String groupKey, String receiver);
}

package dev.tocsin.notification.routing;

import dev.tocsin.notification.log.NflogEntry;
import java.util.Collection;
import java.util.List;

/** Access to the notification log for the timers of new groups. */
@FunctionalInterface
public interface LastNotifications {
    /** Has no entries. */
    LastNotifications EMPTY = (groupKey, receiver) -> List.of();

    /** The notification log entries of a group and receiver, one per integration, in no order. */
    Collection<NflogEntry> of(String groupKey, String receiver);
}

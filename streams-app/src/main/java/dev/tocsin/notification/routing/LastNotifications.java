package dev.tocsin.notification.routing;

import dev.tocsin.notification.log.NflogEntry;
import java.util.Collection;

/** Access to the notification log for the timers of new groups. */
@FunctionalInterface
public interface LastNotifications {
    /** The notification log entries of a group and receiver, one per integration, in no order. */
    Collection<NflogEntry> of(String groupKey, String receiver);
}

package dev.tocsin.notification.routing;

import dev.tocsin.notification.log.Sent;
import java.util.Collection;
import java.util.List;

/** What the groups need to know of the past. */
@FunctionalInterface
public interface NotificationLog {
    /** A log without entries. */
    NotificationLog EMPTY = (groupKey, receiver) -> List.of();

    /** What was last told of a group to a receiver, over each of its integrations; in no order. */
    Collection<Sent> of(String groupKey, String receiver);
}

package dev.tocsin.archive;

import dev.tocsin.notification.log.Claim;
import dev.tocsin.notification.log.Holder;
import dev.tocsin.notification.log.Released;
import dev.tocsin.notification.log.Sent;
import dev.tocsin.notification.log.Slot;
import dev.tocsin.notification.log.SlotState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * Folds what the cluster log says of slots, as every replica does. Who holds a slot is remembered from claim to claim
 * only, not in a row: forgetting it changes no more than which of two deliveries is taken for the last, where the
 * clocks of two senders disagree.
 */
public final class Notifications {
    private final Rows rows;
    private final Map<String, Holder> holders = new HashMap<>();

    public Notifications(Rows rows) {
        this.rows = rows;
    }

    /** @param at when the broker had it */
    public void claimed(Claim claim, Instant at) {
        fold(claim.slot(), state -> state.claimed(claim, at));
    }

    public List<Change> released(Released released) {
        fold(released.slot(), state -> state.released(released));
        return NotificationRows.failed(released).map(Change::put).stream().toList();
    }

    public List<Change> sent(Sent sent) {
        var changes = new ArrayList<Change>();
        var after = fold(sent.slot(), state -> state.sent(sent));
        if (after.sent().equals(sent)) {
            changes.add(Change.put(NotificationRows.entry(sent)));
        }
        if (sent.account().attempts() > 0) {
            changes.add(Change.put(NotificationRows.delivered(sent)));
        }
        return changes;
    }

    /** @param slot its text */
    public void claimForgotten(String slot) {
        holders.remove(slot);
    }

    /** @param slot its text */
    public List<Change> sentForgotten(String slot) {
        return List.of(Change.remove(Table.NOTIFICATION_LOG, slot));
    }

    private SlotState fold(Slot slot, UnaryOperator<SlotState> step) {
        var key = slot.toString();
        var last = rows.find(Table.NOTIFICATION_LOG, Ids.bounded(key))
                .map(NotificationRows::sent)
                .orElseGet(() -> Sent.nothingYet(slot));
        var after = step.apply(new SlotState(last, holders.getOrDefault(key, Holder.NOBODY)));
        if (after.holder().isNobody()) {
            holders.remove(key);
        } else {
            holders.put(key, after.holder());
        }
        return after;
    }
}

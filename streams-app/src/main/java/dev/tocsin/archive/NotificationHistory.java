package dev.tocsin.archive;

import dev.tocsin.notification.log.Claim;
import dev.tocsin.notification.log.ClaimHolder;
import dev.tocsin.notification.log.ClaimReleased;
import dev.tocsin.notification.log.NflogEntry;
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
public final class NotificationHistory {
    private final RowStore rows;
    private final Map<String, ClaimHolder> holders = new HashMap<>();

    public NotificationHistory(RowStore rows) {
        this.rows = rows;
    }

    /** @param at when the broker had it */
    public void claimed(Claim claim, Instant at) {
        fold(claim.slot(), state -> state.claimed(claim, at));
    }

    public List<RowChange> released(ClaimReleased released) {
        fold(released.slot(), state -> state.released(released));
        return NotificationRows.failed(released).map(RowChange::put).stream().toList();
    }

    public List<RowChange> sent(NflogEntry sent) {
        var changes = new ArrayList<RowChange>();
        var after = fold(sent.slot(), state -> state.sent(sent));
        if (after.sent().equals(sent)) {
            changes.add(RowChange.put(NotificationRows.entry(sent)));
        }
        if (sent.stats().attempts() > 0) {
            changes.add(RowChange.put(NotificationRows.delivered(sent)));
        }
        return changes;
    }

    /** @param slot its text */
    public void claimDeleted(String slot) {
        holders.remove(slot);
    }

    /** @param slot its text */
    public List<RowChange> sentDeleted(String slot) {
        return List.of(RowChange.remove(ArchiveTable.NOTIFICATION_LOG, slot));
    }

    private SlotState fold(Slot slot, UnaryOperator<SlotState> step) {
        var key = slot.toString();
        var last = rows.find(ArchiveTable.NOTIFICATION_LOG, RowIds.bounded(key))
                .map(NotificationRows::sent)
                .orElseGet(() -> NflogEntry.initial(slot));
        var after = step.apply(new SlotState(last, holders.getOrDefault(key, ClaimHolder.NONE)));
        if (after.holder().isNone()) {
            holders.remove(key);
        } else {
            holders.put(key, after.holder());
        }
        return after;
    }
}

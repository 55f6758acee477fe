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
 * Folds slot records of the cluster log into tables, with the same rules as a replica. The holder of a slot is kept in
 * memory only. Losing it has one effect: if the clocks of two senders disagree, the entry of the other sender may be taken
 * as the last one.
 */
public final class NotificationHistory {
    private final RowStore rows;
    private final Map<String, ClaimHolder> holders = new HashMap<>();

    public NotificationHistory(RowStore rows) {
        this.rows = rows;
    }

    /** @param at append time of the record */
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
        if (after.nflogEntry().equals(sent)) {
            changes.add(RowChange.put(NotificationRows.entry(sent)));
        }
        if (sent.stats().attempts() > 0) {
            changes.add(RowChange.put(NotificationRows.delivered(sent)));
        }
        return changes;
    }

    /** @param slot the slot as text */
    public void claimDeleted(String slot) {
        holders.remove(slot);
    }

    /** @param slot the slot as text */
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

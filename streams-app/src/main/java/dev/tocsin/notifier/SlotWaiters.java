package dev.tocsin.notifier;

import dev.tocsin.notification.log.Slot;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Who wants to be woken when a slot changes. Used on one loop only. */
final class SlotWaiters {
    private final Map<Slot, List<Runnable>> bySlot = new HashMap<>();

    /** Wakes once, at the next change; may be taken back. */
    Registration await(Slot slot, Runnable wake) {
        bySlot.computeIfAbsent(slot, none -> new ArrayList<>()).add(wake);
        return () -> bySlot.computeIfPresent(slot, (key, waiting) -> without(waiting, wake));
    }

    void slotChanged(Slot slot) {
        var waiting = bySlot.remove(slot);
        if (waiting != null) {
            waiting.forEach(Runnable::run);
        }
    }

    private static List<Runnable> without(List<Runnable> waiting, Runnable gone) {
        waiting.remove(gone);
        return waiting.isEmpty() ? null : waiting;
    }

    /** A place in the queue, which can be given up. */
    interface Registration {
        void cancel();
    }
}

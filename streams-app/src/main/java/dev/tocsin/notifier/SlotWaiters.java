package dev.tocsin.notifier;

import dev.tocsin.notification.log.Slot;
import dev.tocsin.timing.Loop;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Tasks that wait for a change of a slot. Used on one loop only. */
final class SlotWaiters {
    private final Loop loop;
    private final Map<Slot, Set<Waiter>> bySlot = new HashMap<>();

    SlotWaiters(Loop loop) {
        this.loop = loop;
    }

    /** Runs the task once: at the next change of the slot, or after the timeout, whichever comes first. */
    Loop.Alarm await(Slot slot, Duration timeout, Runnable task) {
        var waiter = new Waiter(slot, timeout, task);
        bySlot.computeIfAbsent(slot, none -> new LinkedHashSet<>()).add(waiter);
        return waiter;
    }

    void slotChanged(Slot slot) {
        List.copyOf(bySlot.getOrDefault(slot, Set.of())).forEach(Waiter::wake);
    }

    private final class Waiter implements Loop.Alarm {
        private final Slot slot;
        private final Runnable task;
        private final Loop.Alarm timeout;

        Waiter(Slot slot, Duration timeout, Runnable task) {
            this.slot = slot;
            this.task = task;
            this.timeout = loop.after(timeout, this::wake);
        }

        private void wake() {
            if (bySlot.getOrDefault(slot, Set.of()).contains(this)) {
                cancel();
                task.run();
            }
        }

        @Override
        public void cancel() {
            timeout.cancel();
            bySlot.computeIfPresent(slot, (key, waiters) -> {
                waiters.remove(this);
                return waiters.isEmpty() ? null : waiters;
            });
        }
    }
}

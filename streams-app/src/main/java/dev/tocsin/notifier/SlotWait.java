package dev.tocsin.notifier;

import dev.tocsin.notification.log.Slot;
import dev.tocsin.timing.Loop;
import java.time.Duration;

/** Waits until something happens to a slot, or for so long at most; then goes on, once. */
final class SlotWait {
    private final NotifierContext context;
    private final Slot slot;
    private final Duration timeout;
    private final Runnable next;
    private Loop.Alarm alarm;
    private SlotWaiters.Registration registration;

    SlotWait(NotifierContext office, Slot slot, Duration longest, Runnable next) {
        this.context = office;
        this.slot = slot;
        this.timeout = longest;
        this.next = next;
    }

    void start() {
        registration = context.waiters().await(slot, this::slotChanged);
        alarm = context.loop().after(timeout, this::timedOut);
    }

    private void slotChanged() {
        alarm.cancel();
        next.run();
    }

    private void timedOut() {
        registration.cancel();
        next.run();
    }
}

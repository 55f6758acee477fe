package dev.tocsin.notifier;

import dev.tocsin.notification.log.Slot;
import dev.tocsin.timing.Loop;
import java.time.Duration;

/** Waits until something happens to a slot, or for so long at most; then goes on, once. */
final class Pause {
    private final Office office;
    private final Slot slot;
    private final Duration longest;
    private final Runnable next;
    private Loop.Alarm alarm;
    private Waiters.Ticket ticket;

    Pause(Office office, Slot slot, Duration longest, Runnable next) {
        this.office = office;
        this.slot = slot;
        this.longest = longest;
        this.next = next;
    }

    void begin() {
        ticket = office.waiters().await(slot, this::woken);
        alarm = office.loop().after(longest, this::elapsed);
    }

    private void woken() {
        alarm.cancel();
        next.run();
    }

    private void elapsed() {
        ticket.giveUp();
        next.run();
    }
}

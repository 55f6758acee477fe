package dev.tocsin.notifier;

import dev.tocsin.notification.log.Slot;
import dev.tocsin.notification.log.SlotState;
import java.time.Duration;

/**
 * The time that one flush leaves to the preferred instance before it claims. It is extended while the preferred
 * instance works through a burst of flushes, and while this instance has not read its own claims yet: a claim would only
 * be lost, and delay the log further. Nothing but work is saved, so the extension is bounded.
 */
final class HeadStart {
    /** Including the first one. */
    private static final int MAX_HEAD_STARTS = 8;

    private final NotifierContext context;
    private final Slot slot;
    private SlotState before;
    private int given;

    HeadStart(NotifierContext context, Slot slot) {
        this.context = context;
        this.slot = slot;
    }

    /** Begins again, because other instances may reach the receiver. */
    void restart() {
        given = 0;
    }

    /** The time to wait before the next question; zero if this instance may claim now. */
    Duration next() {
        var now = context.log().slot(slot);
        if (given == 0) {
            given = 1;
            before = now;
            return context.headStart(slot);
        }
        // A slot that was claimed meanwhile is free again, so the preferred instance has had its turn.
        if (given == MAX_HEAD_STARTS || !now.equals(before) || !context.isBusy(slot)) {
            return Duration.ZERO;
        }
        given++;
        return context.claimSettings().headStart();
    }
}

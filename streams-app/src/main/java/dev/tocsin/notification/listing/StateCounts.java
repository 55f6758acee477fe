package dev.tocsin.notification.listing;

import dev.tocsin.notification.listing.ListedAlert.State;
import java.util.Collection;

/** Numbers of alerts by their states. */
public record StateCounts(int active, int silenced, int inhibited, int muted, int pending) {
    static StateCounts of(Collection<ListedAlert> alerts) {
        var numbers = new int[State.values().length];
        alerts.forEach(alert -> numbers[alert.state().ordinal()]++);
        return new StateCounts(
                numbers[State.ACTIVE.ordinal()],
                numbers[State.SILENCED.ordinal()],
                numbers[State.INHIBITED.ordinal()],
                numbers[State.MUTED.ordinal()],
                numbers[State.PENDING.ordinal()]);
    }
}

package dev.tocsin.http.tocsin;

import dev.tocsin.notification.log.NflogEntry;
import dev.tocsin.notification.log.Slot;
import dev.tocsin.notification.log.SlotState;
import dev.tocsin.notification.routing.ScheduledGroup;
import dev.tocsin.notifier.Notifier;
import java.util.Comparator;
import java.util.Optional;
import java.util.function.Function;

/** The newest notification of an aggregation group, to any integration of its receiver. */
record LastNotification(Notifier notifier, Function<Slot, SlotState> slots) {
    /** @param reason as in templates, such as {@code first notification} */
    record View(String at, String reason, String instance) {
        static View of(NflogEntry entry) {
            return new View(TimeText.of(entry.notifiedAt()), entry.reason().text(), entry.instance());
        }
    }

    /** Empty if the group was not notified, or its receiver is gone from the configuration. */
    Optional<View> of(ScheduledGroup scheduled) {
        var group = scheduled.group();
        return notifier.config().stream()
                .flatMap(config -> config.receivers().stream())
                .filter(receiver -> receiver.name().equals(group.receiver()))
                .flatMap(receiver -> receiver.integrations().stream()
                        .map(integration -> slots.apply(receiver.slot(group.groupKey(), integration))))
                .map(SlotState::nflogEntry)
                .filter(entry -> !entry.isInitial())
                .max(Comparator.comparing(NflogEntry::notifiedAt))
                .map(View::of);
    }
}

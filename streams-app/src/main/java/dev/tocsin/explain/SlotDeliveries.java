package dev.tocsin.explain;

import dev.tocsin.alerts.Alert;
import dev.tocsin.explain.Explanation.Evidence;
import dev.tocsin.explain.Facts.DeliveryFact;
import dev.tocsin.history.DeliveryEvent;
import dev.tocsin.notification.log.Episode;
import dev.tocsin.notification.log.NflogEntry;
import dev.tocsin.notification.log.Slot;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The deliveries of one slot that report an alert.
 *
 * @param last the entry of the notification log
 */
record SlotDeliveries(Facts facts, Slot slot, NflogEntry last, boolean sendsResolved) {

    /** The first delivery that told of this episode. */
    Optional<DeliveryEvent> told(Alert alert) {
        var episode = new Episode(alert.fingerprint(), alert.startsAt());
        return sent().filter(delivery -> delivery.details()
                        .filter(details -> details.episodes().firing().contains(episode))
                        .isPresent())
                .reduce((newer, older) -> older)
                .map(DeliveryFact::event)
                .or(() -> toldByEntry(alert));
    }

    /** The notification log can tell of the alert although the delivery is not in the history any more. */
    private Optional<DeliveryEvent> toldByEntry(Alert alert) {
        var entry = last.unlessExpired(facts.at());
        return entry.isInitial() || !entry.episodes().isFiring(alert.fingerprint())
                ? Optional.empty()
                : DeliveryEvent.of(entry, -1, 0);
    }

    /** The newest delivery of the slot, if it has failed and reported the alert. */
    Optional<DeliveryEvent> failed(Alert alert) {
        var lastSent = last.unlessExpired(facts.at()).notifiedAt();
        return all().findFirst()
                .filter(newest -> !newest.event().isSent()
                        && newest.details()
                                .filter(details -> details.reports(alert.fingerprint()))
                                .isPresent())
                .map(DeliveryFact::event)
                .filter(event -> event.at().isAfter(lastSent));
    }

    String sentence(DeliveryEvent delivery, Alert alert) {
        return "Told at %s by %s (%s)%s.%s"
                .formatted(
                        Words.time(delivery.at()),
                        delivery.instance(),
                        delivery.reason().text(),
                        delivery.duration().equals(Duration.ZERO)
                                ? ""
                                : ", after " + delivery.duration().toMillis() + " ms",
                        alert.isResolvedAt(facts.at()) ? endSentence(alert) : "");
    }

    private String endSentence(Alert alert) {
        var episode = new Episode(alert.fingerprint(), alert.startsAt());
        return sent().filter(delivery -> delivery.details()
                        .filter(details -> details.episodes().resolved().contains(episode))
                        .isPresent())
                .reduce((newer, older) -> older)
                .map(delivery -> " Told that it resolved at %s by %s."
                        .formatted(
                                Words.time(delivery.event().at()),
                                delivery.event().instance()))
                .orElse(sendsResolved ? " Not told yet that it resolved." : " send_resolved is false.");
    }

    private Stream<DeliveryFact> all() {
        return facts.deliveries().stream()
                .filter(delivery -> delivery.event().slot().equals(slot));
    }

    private Stream<DeliveryFact> sent() {
        return all().filter(delivery -> delivery.event().isSent());
    }

    static Evidence evidence(DeliveryEvent event) {
        return new Evidence(
                "%s[%d] of %s, %d firing, %d resolved"
                        .formatted(
                                event.slot().integration(),
                                event.slot().index(),
                                event.slot().receiver(),
                                event.firing(),
                                event.resolved()),
                event.at(),
                event.offset(),
                "notification",
                event.id().toString());
    }
}

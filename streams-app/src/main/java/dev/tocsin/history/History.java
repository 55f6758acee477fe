package dev.tocsin.history;

import dev.tocsin.labels.Fingerprint;
import dev.tocsin.limits.Limit;
import dev.tocsin.notification.log.Slot;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/** The deliveries and the transitions of alerts that are kept, in order of time. Changed by one thread, read by any. */
public final class History {
    private final HistorySettings settings;
    private final EventTable<Slot, DeliveryEvent> deliveries =
            new EventTable<>(DeliveryEvent::id, DeliveryEvent::slot, DeliveryEvent::sharing);
    private final EventTable<Fingerprint, AlertEvent> alerts =
            new EventTable<>(AlertEvent::id, AlertEvent::fingerprint, AlertEvent::sharing);
    private final AtomicLong version = new AtomicLong();
    private long deliveryBytes;

    public History(HistorySettings settings) {
        this.settings = settings;
    }

    /** Adds a delivery. Returns whether it is kept and was not known. */
    public boolean add(DeliveryEvent delivery) {
        var isNew = settings.maxRows() > 0 && deliveries.add(delivery);
        deliveryBytes += isNew ? delivery.bytes() : 0;
        return changed(isNew);
    }

    /** Adds a transition. Returns whether it is kept and was not known. */
    public boolean add(AlertEvent transition) {
        return changed(settings.maxRows() > 0 && alerts.add(transition));
    }

    private boolean changed(boolean isNew) {
        if (isNew) {
            version.incrementAndGet();
        }
        return isNew;
    }

    /** Records that deliveries before a time may be missing, because the log does not hold them any more. */
    public void deliveriesKnownSince(Instant time) {
        deliveries.knownSince(time);
    }

    /** Records that transitions before a time may be missing. */
    public void alertsKnownSince(Instant time) {
        alerts.knownSince(time);
    }

    /** Grows with each new event. */
    public long version() {
        return version.get();
    }

    /** The deliveries from a time on and before another one, the oldest first. A live view. */
    public Collection<DeliveryEvent> deliveries(Instant from, Instant to) {
        return deliveries.between(from, to);
    }

    /** The same with the newest first. */
    public Collection<DeliveryEvent> newestDeliveries(Instant from, Instant to) {
        return deliveries.newestBetween(from, to);
    }

    /** The transitions from a time on and before another one, the oldest first. A live view. */
    public Collection<AlertEvent> alerts(Instant from, Instant to) {
        return alerts.between(from, to);
    }

    /** The same with the newest first. */
    public Collection<AlertEvent> newestAlerts(Instant from, Instant to) {
        return alerts.newestBetween(from, to);
    }

    public Optional<DeliveryEvent> delivery(EventId id) {
        return deliveries.find(id);
    }

    /** The delivery of the same slot before this one, sent or not. */
    public Optional<DeliveryEvent> before(DeliveryEvent delivery) {
        return deliveries.before(delivery);
    }

    /** The delivery of the same slot after this one, sent or not. */
    public Optional<DeliveryEvent> after(DeliveryEvent delivery) {
        return deliveries.after(delivery);
    }

    /** The newest transition of an alert. */
    public Optional<AlertEvent> newest(Fingerprint alert) {
        return alerts.newest(alert);
    }

    /** Time from which all deliveries are kept. */
    public Instant deliveriesSince(Instant now) {
        return later(deliveries.knownSince(), now.minus(settings.retention()));
    }

    /** Time from which all transitions are kept. */
    public Instant alertsSince(Instant now) {
        return later(alerts.knownSince(), now.minus(settings.retention()));
    }

    /** Deletes the oldest deliveries beyond the bounds, and returns them. @param max number of them at most */
    public List<DeliveryEvent> evictDeliveries(Instant now, int max) {
        var evicted = new ArrayList<DeliveryEvent>();
        for (var oldest = deliveries.oldest();
                evicted.size() < max && oldest.isPresent() && isBeyondBounds(oldest.get(), now);
                oldest = deliveries.oldest()) {
            deliveries.removeOldest(!isOld(oldest.get().id(), now));
            deliveryBytes -= oldest.get().bytes();
            evicted.add(oldest.get());
        }
        return Collections.unmodifiableList(evicted);
    }

    /** Deletes the oldest transitions beyond the bounds, and returns them. @param max number of them at most */
    public List<AlertEvent> evictAlerts(Instant now, int max) {
        var evicted = new ArrayList<AlertEvent>();
        for (var oldest = alerts.oldest();
                evicted.size() < max
                        && oldest.isPresent()
                        && (alerts.size() > settings.maxRows()
                                || isOld(oldest.get().id(), now));
                oldest = alerts.oldest()) {
            alerts.removeOldest(!isOld(oldest.get().id(), now));
            evicted.add(oldest.get());
        }
        return Collections.unmodifiableList(evicted);
    }

    private boolean isBeyondBounds(DeliveryEvent oldest, Instant now) {
        return deliveries.size() > settings.maxRows()
                || deliveryBytes > Limit.HISTORY_BYTES.value()
                || isOld(oldest.id(), now);
    }

    private boolean isOld(EventId id, Instant now) {
        return id.at().isBefore(now.minus(settings.retention()));
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}

package dev.tocsin.kafka.replica;

import dev.tocsin.history.DeliveryDetails;
import dev.tocsin.history.DeliveryEvent;
import dev.tocsin.history.History;
import dev.tocsin.kafka.ClusterLogTopic;
import dev.tocsin.kafka.codec.Decoded;
import dev.tocsin.kafka.log.LogRecord;
import dev.tocsin.notification.log.ClaimReleased;
import dev.tocsin.notification.log.NflogEntry;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Derives deliveries from the cluster log, and stores each with its record. */
record DeliveryHistory(History history, ClusterLogTopic topic) {
    private static final String SENT = "sent";
    private static final String FAILED = "failed";

    List<FoldResult.Write> sent(LogRecord record, NflogEntry entry) {
        return write(record, DeliveryEvent.of(entry, record.offset(), size(record)));
    }

    List<FoldResult.Write> released(LogRecord record, ClaimReleased released) {
        return write(record, DeliveryEvent.of(released, record.offset(), size(record)));
    }

    private List<FoldResult.Write> write(LogRecord record, Optional<DeliveryEvent> delivery) {
        return delivery
                .filter(history::add)
                .map(event -> new StoredEvent(
                                event.id(),
                                kind(event),
                                recordKey(topic, event),
                                record.value().orElseThrow(),
                                record.offset(),
                                record.at())
                        .write())
                .stream()
                .toList();
    }

    private static int size(LogRecord record) {
        return record.value().map(bytes -> bytes.length).orElse(0);
    }

    /** An event of an earlier version that cannot be read any more is left out. */
    void restore(String key, byte[] bytes) {
        var stored = StoredEvent.of(key, bytes);
        var size = stored.bytes().length;
        read(
                        topic,
                        stored,
                        entry -> DeliveryEvent.of(entry, stored.offset(), size),
                        released -> DeliveryEvent.of(released, stored.offset(), size))
                .ifPresent(history::add);
    }

    /** The details of a delivery in the store. */
    static Optional<DeliveryDetails> details(ClusterLogTopic topic, String key, byte[] bytes) {
        return read(
                topic,
                StoredEvent.of(key, bytes),
                entry -> Optional.of(DeliveryDetails.of(entry)),
                DeliveryDetails::of);
    }

    private static <T> Optional<T> read(
            ClusterLogTopic topic,
            StoredEvent stored,
            Function<NflogEntry, Optional<T>> sent,
            Function<ClaimReleased, Optional<T>> failed) {
        return stored.kind().equals(SENT)
                ? valid(topic.nflogEntries().codec().decode(stored.bytes()))
                        .map(entry -> entry.believedAt(stored.at()))
                        .flatMap(sent)
                : valid(topic.releases().codec().decode(stored.bytes())).flatMap(failed);
    }

    private static <T> Optional<T> valid(Decoded<T> decoded) {
        return decoded.fold(Optional::of, reason -> Optional.empty());
    }

    static String storeKey(ClusterLogTopic topic, DeliveryEvent event) {
        return StoredEvent.storeKey(event.id(), kind(event), recordKey(topic, event));
    }

    static FoldResult.Write delete(ClusterLogTopic topic, DeliveryEvent event) {
        return StoredEvent.delete(event.id(), kind(event), recordKey(topic, event));
    }

    private static String kind(DeliveryEvent event) {
        return event.isSent() ? SENT : FAILED;
    }

    private static String recordKey(ClusterLogTopic topic, DeliveryEvent event) {
        var slot = event.slot().toString();
        return event.isSent() ? topic.nflogEntries().key(slot) : topic.claims().key(slot);
    }
}

package dev.tocsin.notifier;

import dev.tocsin.alerts.PostedAlert;
import dev.tocsin.kafka.OversizedRecordException;
import dev.tocsin.labels.Fingerprint;
import dev.tocsin.timing.Causes;
import dev.tocsin.timing.Futures;
import dev.tocsin.timing.Loop;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Appends posted alerts to the log. Clients post to every instance, again and again, and every record is work for all
 * instances. So an alert that the log has already is not appended, and the other alerts of a request are appended by the
 * instance that is preferred for the request. The others wait for them, and append what does not come. (Decision 13.)
 */
public final class AlertIngestion {
    private static final Duration CHECK_INTERVAL = Duration.ofMillis(25);
    private static final int CHECKS = 4;
    /** While this instance has not read its own records, those of the preferred one cannot be expected, either. */
    private static final int MAX_CHECKS_BEHIND = 40;

    private static final int MANY_ALERTS = 100;
    private static final int SHARE_FOR_OTHERS = 4;

    private final Loop loop;
    private final Function<Fingerprint, Optional<PostedAlert>> logged;
    private final Predicate<String> isPreferred;
    private final LongSupplier heldBytes;
    private final long maxBytes;
    private final Function<List<PostedAlert>, List<CompletableFuture<Void>>> append;
    private volatile CompletableFuture<?> lastAppend = CompletableFuture.completedFuture(null);

    /**
     * @param logged the alert in the log, as far as this instance has read it
     * @param isPreferred whether this instance is preferred for a key now
     * @param heldBytes the approximate memory of the alerts of this instance
     * @param maxBytes the memory beyond which alerts are refused that the log does not have. Requests of many alerts leave
     *     a quarter of it to the others
     * @param append appends alerts that all instances take up together. The future of each completes once this instance
     *     has read its record
     */
    public AlertIngestion(
            Loop loop,
            Function<Fingerprint, Optional<PostedAlert>> logged,
            Predicate<String> isPreferred,
            LongSupplier heldBytes,
            long maxBytes,
            Function<List<PostedAlert>, List<CompletableFuture<Void>>> append) {
        this.loop = loop;
        this.logged = logged;
        this.isPreferred = isPreferred;
        this.heldBytes = heldBytes;
        this.maxBytes = maxBytes;
        this.append = append;
    }

    /**
     * Completes once the log has all alerts, or newer records of them, with a text for each alert that is too large for
     * the log. If it fails, some alerts may be in the log.
     */
    public CompletableFuture<List<String>> post(List<PostedAlert> alerts) {
        var changes = new ArrayList<Change>();
        var refused = new ArrayList<String>();
        var held = heldBytes.getAsLong();
        var room = alerts.size() > MANY_ALERTS ? maxBytes - maxBytes / SHARE_FOR_OTHERS : maxBytes;
        var known = new HashMap<Fingerprint, Optional<PostedAlert>>();
        for (var posted : PostedAlert.merge(alerts, alert -> known.computeIfAbsent(alert, logged))) {
            var before = known.get(fingerprint(posted));
            if (before.filter(posted::isDuplicateOf).isPresent()) {
                continue;
            }
            if (before.isEmpty()) {
                held += AlertStore.bytes(posted.alert());
                if (held > room) {
                    refused.add(tooManyAlerts(posted));
                    continue;
                }
            }
            changes.add(new Change(posted, before));
        }
        var appended = changes.isEmpty() || isPreferred.test(key(alerts))
                ? append(changes)
                : awaitOthers(changes, lastAppend, 1);
        return appended.thenApply(others -> concat(refused, others));
    }

    /** The same for the same alerts, in any order: a client posts the same request to all instances. */
    private static String key(List<PostedAlert> alerts) {
        return Long.toHexString(
                alerts.stream().mapToLong(posted -> fingerprint(posted).bits()).sum());
    }

    private String tooManyAlerts(PostedAlert posted) {
        return ("alert %s: the alerts of this instance need all of the %d MiB that its heap has for them: wait until"
                        + " some are resolved, send fewer, or give all instances a larger heap (-Xmx)")
                .formatted(fingerprint(posted), maxBytes / (1024 * 1024));
    }

    /** An alert that the log does not have. @param before the logged alert when it was posted */
    private record Change(PostedAlert posted, Optional<PostedAlert> before) {
        boolean isExtension() {
            return before.filter(posted::isExtensionOf).isPresent();
        }
    }

    /** @param own the last append of this instance when the alerts were posted */
    private CompletableFuture<List<String>> awaitOthers(List<Change> changes, CompletableFuture<?> own, int check) {
        var done = new CompletableFuture<List<String>>();
        loop.after(CHECK_INTERVAL, () -> {
            var missing = changes.stream().filter(this::isMissing).toList();
            var isLast = check >= MAX_CHECKS_BEHIND || check >= CHECKS && own.isDone();
            var next = missing.isEmpty() || isLast ? append(missing) : awaitOthers(missing, own, check + 1);
            next.whenComplete(Futures.relayTo(done));
        });
        return done;
    }

    private boolean isMissing(Change change) {
        var now = logged.apply(fingerprint(change.posted()));
        if (now.isPresent() && change.isExtension()) {
            // A later record that changes more than the end, such as a resolved alert, replaces the extension.
            return change.before().orElseThrow().isCoveredBy(now.get())
                    && !change.posted().isCoveredBy(now.get());
        }
        return now.isEmpty() || !merged(change.posted()).isDuplicateOf(now.get());
    }

    private PostedAlert merged(PostedAlert posted) {
        return PostedAlert.merge(List.of(posted), logged).get(0);
    }

    private static Fingerprint fingerprint(PostedAlert posted) {
        return posted.alert().fingerprint();
    }

    private CompletableFuture<List<String>> append(List<Change> changes) {
        var due = changes.stream().map(change -> merged(change.posted())).toList();
        var appended = append.apply(due);
        var refused = new ArrayList<String>();
        var answered = new ArrayList<CompletableFuture<Void>>();
        for (var i = 0; i < due.size(); i++) {
            var alert = fingerprint(due.get(i));
            answered.add(appended.get(i).handle((done, error) -> {
                if (error != null) {
                    synchronized (refused) {
                        refused.add("alert " + alert + ": " + refusal(error));
                    }
                }
                return null;
            }));
        }
        var all = CompletableFuture.allOf(answered.toArray(CompletableFuture[]::new));
        if (!due.isEmpty()) {
            lastAppend = all;
        }
        return all.thenApply(done -> List.copyOf(refused));
    }

    /** The reason of a failure that another attempt does not end. @throws CompletionException for any other failure */
    private static String refusal(Throwable error) {
        if (Causes.unwrap(error) instanceof OversizedRecordException oversized) {
            return oversized.getMessage();
        }
        throw new CompletionException(Causes.unwrap(error));
    }

    private static List<String> concat(List<String> some, List<String> more) {
        return Stream.concat(some.stream(), more.stream()).toList();
    }
}

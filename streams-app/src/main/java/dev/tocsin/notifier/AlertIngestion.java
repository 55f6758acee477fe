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
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Appends posted alerts to the log. Clients post to every instance, again and again, and every record is work for all
 * instances. So an alert that the log has already is not appended. A record that only extends the end of an alert is
 * appended by the preferred instance; the others wait for it, and append the alert themselves if it does not come.
 * (Decision 13.)
 *
 * @param logged the alert in the log, as far as this instance has read it
 * @param preference evaluated once for each request; the predicate is true for keys this instance is preferred for
 * @param heldBytes the approximate memory of the alerts of this instance
 * @param maxBytes the memory beyond which alerts are refused that the log does not have. Requests of many alerts leave a
 *     quarter of it to the others
 * @param append appends alerts that all instances take up together. The future of each completes once this instance has
 *     read its record
 */
public record AlertIngestion(
        Loop loop,
        Function<Fingerprint, Optional<PostedAlert>> logged,
        Supplier<Predicate<String>> preference,
        LongSupplier heldBytes,
        long maxBytes,
        Function<List<PostedAlert>, List<CompletableFuture<Void>>> append) {
    private static final Duration CHECK_INTERVAL = Duration.ofMillis(25);
    private static final int MAX_CHECKS = 4;
    private static final int MANY_ALERTS = 100;
    private static final int SHARE_FOR_OTHERS = 4;

    /**
     * Completes once the log has all alerts, or newer records of them, with a text for each alert that is too large for
     * the log. If it fails, some alerts may be in the log.
     */
    public CompletableFuture<List<String>> post(List<PostedAlert> alerts) {
        var isPreferred = preference.get();
        var due = new ArrayList<PostedAlert>();
        var deferred = new ArrayList<DeferredAlert>();
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
            var extended = before.filter(posted::isExtensionOf);
            if (extended.isEmpty() || isPreferred.test(fingerprint(posted).toString())) {
                due.add(posted);
            } else {
                deferred.add(new DeferredAlert(posted, extended.get()));
            }
        }
        var appended = append(due).thenApply(others -> concat(refused, others));
        return deferred.isEmpty()
                ? appended
                : appended.thenCombine(checkDeferred(deferred, MAX_CHECKS), AlertIngestion::concat);
    }

    private String tooManyAlerts(PostedAlert posted) {
        return ("alert %s: the alerts of this instance need all of the %d MiB that its heap has for them: wait until"
                        + " some are resolved, send fewer, or give all instances a larger heap (-Xmx)")
                .formatted(fingerprint(posted), maxBytes / (1024 * 1024));
    }

    /** An alert that is left to the preferred instance, and the logged alert when it was posted. */
    private record DeferredAlert(PostedAlert posted, PostedAlert before) {}

    private CompletableFuture<List<String>> checkDeferred(List<DeferredAlert> deferred, int checks) {
        var done = new CompletableFuture<List<String>>();
        loop.after(CHECK_INTERVAL, () -> {
            var missing = deferred.stream().filter(this::isMissing).toList();
            var next = missing.isEmpty() || checks == 1
                    ? append(missing.stream().map(DeferredAlert::posted).toList())
                    : checkDeferred(missing, checks - 1);
            next.whenComplete(Futures.relayTo(done));
        });
        return done;
    }

    // A later record that changes more than the end, such as a resolved alert, replaces the deferred one.
    private boolean isMissing(DeferredAlert deferred) {
        var now = logged.apply(fingerprint(deferred.posted()));
        return now.isEmpty()
                || deferred.before().isCoveredBy(now.get())
                        && !deferred.posted().isCoveredBy(now.get());
    }

    private static Fingerprint fingerprint(PostedAlert posted) {
        return posted.alert().fingerprint();
    }

    private CompletableFuture<List<String>> append(List<PostedAlert> due) {
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
        return CompletableFuture.allOf(answered.toArray(CompletableFuture[]::new))
                .thenApply(done -> List.copyOf(refused));
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

package dev.tocsin.notifier;

import dev.tocsin.alerts.PostedAlert;
import dev.tocsin.labels.Fingerprint;
import dev.tocsin.timing.Futures;
import dev.tocsin.timing.Loop;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Alerts from outside on their way into the log. Senders post to every instance, again and again, but a record is work
 * for all instances: so what the log says already is not written again. That an alert ends later than is known is
 * written by one instance; the others look for a moment whether it is there, and write what is not.
 */
public final class AlertIngestion {
    private static final Duration CHECK_INTERVAL = Duration.ofMillis(25);
    private static final int MAX_CHECKS = 4;

    private final Loop loop;
    private final Function<Fingerprint, Optional<PostedAlert>> logged;
    private final Supplier<Predicate<String>> preference;
    private final Function<PostedAlert, CompletableFuture<Void>> append;

    /**
     * @param known what the log says, as far as this instance has read it
     * @param goesFirst gives, for the instances that are live now, whether this one goes first in a matter
     * @param log writes; done once this instance has read it
     */
    public AlertIngestion(
            Loop loop,
            Function<Fingerprint, Optional<PostedAlert>> known,
            Supplier<Predicate<String>> goesFirst,
            Function<PostedAlert, CompletableFuture<Void>> log) {
        this.loop = loop;
        this.logged = known;
        this.preference = goesFirst;
        this.append = log;
    }

    /** Done once the log says all this, or something newer; if it fails, some of it may be there all the same. */
    public CompletableFuture<Void> post(List<PostedAlert> reports) {
        var first = preference.get();
        var writing = new ArrayList<CompletableFuture<Void>>();
        var left = new ArrayList<DeferredAlert>();
        for (var report : PostedAlert.merge(reports, logged)) {
            var before = logged.apply(fingerprint(report));
            if (before.filter(report::isDuplicateOf).isPresent()) {
                continue;
            }
            var prolonged = before.filter(report::isExtensionOf);
            if (prolonged.isEmpty() || first.test(fingerprint(report).toString())) {
                writing.add(append.apply(report));
            } else {
                left.add(new DeferredAlert(report, prolonged.get()));
            }
        }
        if (!left.isEmpty()) {
            writing.add(checkDeferred(left, MAX_CHECKS));
        }
        return all(writing);
    }

    /** A report that is left to another instance, and what was known when it came. */
    private record DeferredAlert(PostedAlert report, PostedAlert before) {}

    private CompletableFuture<Void> checkDeferred(List<DeferredAlert> left, int looks) {
        var done = new CompletableFuture<Void>();
        loop.after(CHECK_INTERVAL, () -> {
            var missing = left.stream().filter(this::isMissing).toList();
            var next = missing.isEmpty() || looks == 1
                    ? all(missing.stream()
                            .map(DeferredAlert::report)
                            .map(append)
                            .toList())
                    : checkDeferred(missing, looks - 1);
            next.whenComplete(Futures.relayTo(done));
        });
        return done;
    }

    // What came after it and says more than when the alert ends, such as that it is over, has the last word.
    private boolean isMissing(DeferredAlert left) {
        var now = logged.apply(fingerprint(left.report()));
        return now.isEmpty()
                || left.before().isCoveredBy(now.get()) && !left.report().isCoveredBy(now.get());
    }

    private static Fingerprint fingerprint(PostedAlert report) {
        return report.alert().fingerprint();
    }

    private static CompletableFuture<Void> all(List<CompletableFuture<Void>> futures) {
        return CompletableFuture.allOf(futures.toArray(CompletableFuture[]::new));
    }
}

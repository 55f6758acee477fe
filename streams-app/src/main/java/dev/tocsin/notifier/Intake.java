package dev.tocsin.notifier;

import dev.tocsin.alerts.Posted;
import dev.tocsin.labels.Fingerprint;
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
public final class Intake {
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(25);
    private static final int LOOKS = 4;

    private final Loop loop;
    private final Function<Fingerprint, Optional<Posted>> known;
    private final Supplier<Predicate<String>> goesFirst;
    private final Function<Posted, CompletableFuture<Void>> log;

    /**
     * @param known what the log says, as far as this instance has read it
     * @param goesFirst gives, for the instances that are live now, whether this one goes first in a matter
     * @param log writes; done once this instance has read it
     */
    public Intake(
            Loop loop,
            Function<Fingerprint, Optional<Posted>> known,
            Supplier<Predicate<String>> goesFirst,
            Function<Posted, CompletableFuture<Void>> log) {
        this.loop = loop;
        this.known = known;
        this.goesFirst = goesFirst;
        this.log = log;
    }

    /** Done once the log says all this, or something newer; if it fails, some of it may be there all the same. */
    public CompletableFuture<Void> post(List<Posted> reports) {
        var first = goesFirst.get();
        var writing = new ArrayList<CompletableFuture<Void>>();
        var left = new ArrayList<Left>();
        for (var report : Posted.after(reports, known)) {
            var before = known.apply(fingerprint(report));
            if (before.filter(report::repeats).isPresent()) {
                continue;
            }
            var prolonged = before.filter(report::prolongs);
            if (prolonged.isEmpty() || first.test(fingerprint(report).toString())) {
                writing.add(log.apply(report));
            } else {
                left.add(new Left(report, prolonged.get()));
            }
        }
        if (!left.isEmpty()) {
            writing.add(look(left, LOOKS));
        }
        return all(writing);
    }

    /** A report that is left to another instance, and what was known when it came. */
    private record Left(Posted report, Posted before) {}

    private CompletableFuture<Void> look(List<Left> left, int looks) {
        var done = new CompletableFuture<Void>();
        loop.after(BETWEEN_LOOKS, () -> {
            var missing = left.stream().filter(this::isMissing).toList();
            var next = missing.isEmpty() || looks == 1
                    ? all(missing.stream().map(Left::report).map(log).toList())
                    : look(missing, looks - 1);
            next.whenComplete((nothing, error) -> {
                if (error == null) {
                    done.complete(null);
                } else {
                    done.completeExceptionally(error);
                }
            });
        });
        return done;
    }

    // What came after it and says more than when the alert ends, such as that it is over, has the last word.
    private boolean isMissing(Left left) {
        var now = known.apply(fingerprint(left.report()));
        return now.isEmpty()
                || left.before().isCoveredBy(now.get()) && !left.report().isCoveredBy(now.get());
    }

    private static Fingerprint fingerprint(Posted report) {
        return report.alert().fingerprint();
    }

    private static CompletableFuture<Void> all(List<CompletableFuture<Void>> futures) {
        return CompletableFuture.allOf(futures.toArray(CompletableFuture[]::new));
    }
}

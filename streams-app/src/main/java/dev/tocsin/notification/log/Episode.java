package dev.tocsin.notification.log;

import dev.tocsin.labels.Fingerprint;
import java.time.Instant;
import java.util.Comparator;

/** One firing of one alert, named by when it began; that instant is a tick, so it is the same on every instance. */
public record Episode(Fingerprint alert, Instant startsAt) implements Comparable<Episode> {
    private static final Comparator<Episode> ORDER =
            Comparator.comparing(Episode::alert).thenComparing(Episode::startsAt);

    @Override
    public int compareTo(Episode other) {
        return ORDER.compare(this, other);
    }
}

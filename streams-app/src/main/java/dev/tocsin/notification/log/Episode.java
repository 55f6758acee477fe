package dev.tocsin.notification.log;

import dev.tocsin.labels.Fingerprint;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;

/**
 * One firing of one alert. Its start is the same on every instance: a tick of the rule group, or the {@code startsAt} of
 * a posted alert, which all instances read from the alerts topic.
 *
 * @param startsAt in milliseconds, as in the notification log and in the archive. A posted alert can start between two
 *     milliseconds; an alert that is restored from the archive continues the same episode
 */
public record Episode(Fingerprint alert, Instant startsAt) implements Comparable<Episode> {
    private static final Comparator<Episode> ORDER =
            Comparator.comparing(Episode::alert).thenComparing(Episode::startsAt);

    public Episode {
        startsAt = startsAt.truncatedTo(ChronoUnit.MILLIS);
    }

    @Override
    public int compareTo(Episode other) {
        return ORDER.compare(this, other);
    }
}

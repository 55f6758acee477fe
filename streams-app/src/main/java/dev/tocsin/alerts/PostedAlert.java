package dev.tocsin.alerts;

import dev.tocsin.labels.Fingerprint;
import dev.tocsin.labels.Labels;
import dev.tocsin.notation.GoTime;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * An alert that a client posted to the API.
 *
 * @param timedOut whether the client gave no end: the end is then the time of the post plus {@code resolve_timeout},
 *     and moves with each further post
 */
public record PostedAlert(Alert alert, boolean timedOut) {
    /** An extension is not urgent while the known end is further away than this. */
    private static final Duration MIN_TIME_LEFT = Duration.ofSeconds(30);

    /**
     * Makes an alert of a post. Drops labels without value, and fills in times that are {@link GoTime#ZERO}.
     *
     * @param isName valid names of labels and annotations
     * @throws IllegalArgumentException with Alertmanager's errors, or the limits that the alert exceeds
     */
    public static PostedAlert of(
            Map<String, String> labels,
            Map<String, String> annotations,
            Instant startsAt,
            Instant endsAt,
            String generatorUrl,
            Instant now,
            Duration resolveTimeout,
            Predicate<String> isName) {
        new PostedAlertCheck(isName).require(labels, annotations, generatorUrl);
        // Only times of clients need more than milliseconds.
        var posted = now.truncatedTo(ChronoUnit.MILLIS);
        var endless = endsAt.equals(GoTime.ZERO);
        var otherStart = endless ? posted : endsAt;
        var start = startsAt.equals(GoTime.ZERO) ? otherStart : startsAt;
        var end = endless ? posted.plus(resolveTimeout) : endsAt;
        return new PostedAlert(new Alert(Labels.of(labels), annotations, start, end, generatorUrl, now), endless);
    }

    /**
     * Merges posts with the stored alerts, and posts of the same alert with each other.
     *
     * @param known the stored alert, if any
     */
    public static List<PostedAlert> merge(List<PostedAlert> posts, Function<Fingerprint, Optional<PostedAlert>> known) {
        var latest = new LinkedHashMap<Fingerprint, PostedAlert>();
        for (var post : posts) {
            var alert = post.alert;
            var before =
                    Optional.ofNullable(latest.get(alert.fingerprint())).or(() -> known.apply(alert.fingerprint()));
            latest.put(
                    alert.fingerprint(),
                    before.map(other -> post.merge(other, alert.updatedAt())).orElse(post));
        }
        return List.copyOf(latest.values());
    }

    /**
     * Merges this post with an earlier version of the same alert, as in Alertmanager. If their times do not overlap, this
     * post replaces the other.
     */
    PostedAlert merge(PostedAlert other, Instant now) {
        if (!overlaps(other)) {
            return this;
        }
        var older = alert.updatedAt().isBefore(other.alert.updatedAt()) ? this : other;
        var younger = older == this ? other : this;
        var start = older.start().isBefore(younger.start()) ? older.start() : younger.start();
        var base = younger.alert;
        var merged = new Alert(
                base.labels(),
                base.annotations(),
                start,
                younger.mergedEnd(older, now),
                base.generatorUrl(),
                base.updatedAt());
        return new PostedAlert(merged, younger.timedOut);
    }

    /** Whether this post equals the stored alert, for example because a client posts to several instances. */
    public boolean isDuplicateOf(PostedAlert known) {
        return differsOnlyInEnd(known) && end().equals(known.end());
    }

    /** Whether this post only moves the end, and the known end is not close. */
    public boolean isExtensionOf(PostedAlert known) {
        return differsOnlyInEnd(known)
                && end().isAfter(known.end())
                && known.end().isAfter(alert.updatedAt().plus(MIN_TIME_LEFT));
    }

    /** Whether the stored alert makes this extension unnecessary. */
    public boolean isCoveredBy(PostedAlert known) {
        return differsOnlyInEnd(known) && !end().isAfter(known.end());
    }

    private boolean differsOnlyInEnd(PostedAlert known) {
        return timedOut == known.timedOut
                && start().equals(known.start())
                && alert.generatorUrl().equals(known.alert.generatorUrl())
                && alert.annotations().equals(known.alert.annotations());
    }

    private boolean overlaps(PostedAlert other) {
        var endsWithin = end().isAfter(other.start()) && end().isBefore(other.end());
        var beginsWithin = start().isAfter(other.start()) && start().isBefore(other.end());
        return endsWithin || beginsWithin;
    }

    private Instant mergedEnd(PostedAlert older, Instant now) {
        var olderCounts = alert.isResolvedAt(now) ? older.alert.isResolvedAt(now) : !older.timedOut;
        return olderCounts && older.end().isAfter(end()) ? older.end() : end();
    }

    private Instant start() {
        return alert.startsAt();
    }

    private Instant end() {
        return alert.endsAt();
    }
}

package dev.tocsin.notification.silences;

import dev.tocsin.labels.LabelName;
import dev.tocsin.labels.Labels;
import dev.tocsin.labels.Matcher;
import dev.tocsin.notation.GoQuote;
import dev.tocsin.notation.GoTime;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * Mutes alerts that match all of its matchers, from {@code startsAt} (inclusive) until {@code endsAt} (exclusive).
 *
 * @param matchers in the given order; an edit that changes the order makes a new silence
 * @param annotations in order of their names
 * @param replaces id of the silence of which this one is an edit; empty if there is none
 */
public record Silence(
        String id,
        List<Matcher> matchers,
        Instant startsAt,
        Instant endsAt,
        Instant updatedAt,
        String createdBy,
        String comment,
        Map<String, String> annotations,
        SilenceExpiry expiry,
        String replaces) {
    /** A silence that ends at its end only, and is no edit of another one. */
    public Silence(
            String id,
            List<Matcher> matchers,
            Instant startsAt,
            Instant endsAt,
            Instant updatedAt,
            String createdBy,
            String comment,
            Map<String, String> annotations) {
        this(id, matchers, startsAt, endsAt, updatedAt, createdBy, comment, annotations, SilenceExpiry.AT_END, "");
    }

    /** @throws IllegalArgumentException with Alertmanager's message if the silence is invalid */
    public Silence {
        matchers = List.copyOf(matchers);
        annotations = Collections.unmodifiableMap(new TreeMap<>(annotations));
        require(!matchers.isEmpty(), "at least one matcher set required");
        for (var i = 0; i < matchers.size(); i++) {
            checkName(i, matchers.get(i).name(), LabelName::isValid);
            var value = matchers.get(i).value();
            require(
                    LabelName.isUnicode(value),
                    "invalid label matcher %d in set 0: invalid label value %s",
                    i,
                    GoQuote.quote(value));
        }
        require(
                matchers.stream().anyMatch(matcher -> matcher.op().isNegative() || !matcher.matches("")),
                "matcher set 0: at least one matcher must not match the empty string");
        require(!startsAt.equals(GoTime.ZERO), "invalid zero start timestamp");
        require(!endsAt.equals(GoTime.ZERO), "invalid zero end timestamp");
        require(!endsAt.isBefore(startsAt), "end time must not be before start time");
    }

    /** The state at an instant. A silence that started when it was written is active even if the clock was set back since. */
    public SilenceState at(Instant now) {
        if (now.isBefore(startsAt) && startsAt.isAfter(updatedAt)) {
            return SilenceState.PENDING;
        }
        return now.isBefore(endsAt) ? SilenceState.ACTIVE : SilenceState.EXPIRED;
    }

    boolean mutes(Labels labels, Instant now) {
        return at(now) == SilenceState.ACTIVE && matches(labels);
    }

    /** Whether the matchers match, at any time. */
    boolean matches(Labels labels) {
        for (var matcher : matchers) {
            if (!matcher.matches(labels)) {
                return false;
            }
        }
        return true;
    }

    /** This silence, ended now; an expired one is unchanged. */
    Silence expiredAt(Instant now) {
        return switch (at(now)) {
            case EXPIRED -> this;
            case ACTIVE -> withPeriod(startsAt, now, now);
            case PENDING -> withPeriod(now, now, now);
        };
    }

    private Silence withPeriod(Instant start, Instant end, Instant updated) {
        return new Silence(id, matchers, start, end, updated, createdBy, comment, annotations, expiry, replaces);
    }

    /** @throws IllegalArgumentException with Alertmanager's message if the matcher's label name is not allowed */
    static void checkName(int matcher, String name, Predicate<String> isAllowed) {
        require(
                isAllowed.test(name),
                "invalid label matcher %d in set 0: invalid label name %s",
                matcher,
                GoQuote.quote(name));
    }

    private static void require(boolean valid, String error, Object... details) {
        if (!valid) {
            throw new IllegalArgumentException("invalid silence: " + error.formatted(details));
        }
    }
}

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

/**
 * Mutes the alerts that all of its matchers match, from {@code startsAt} until just before {@code endsAt}.
 *
 * @param matchers in the order in which they were given, which is part of the silence's identity
 * @param annotations in order of their names
 */
public record Silence(
        String id,
        List<Matcher> matchers,
        Instant startsAt,
        Instant endsAt,
        Instant updatedAt,
        String createdBy,
        String comment,
        Map<String, String> annotations) {
    /** @throws IllegalArgumentException in Alertmanager's words, if the silence makes no sense */
    public Silence {
        matchers = List.copyOf(matchers);
        annotations = Collections.unmodifiableMap(new TreeMap<>(annotations));
        require(!matchers.isEmpty(), "at least one matcher set required");
        for (var i = 0; i < matchers.size(); i++) {
            var name = matchers.get(i).name();
            require(
                    LabelName.isValid(name),
                    "invalid label matcher %d in set 0: invalid label name %s",
                    i,
                    quote(name));
            var value = matchers.get(i).value();
            require(
                    LabelName.isUnicode(value),
                    "invalid label matcher %d in set 0: invalid label value %s",
                    i,
                    quote(value));
        }
        require(
                matchers.stream().anyMatch(matcher -> matcher.op().isNegative() || !matcher.matches("")),
                "matcher set 0: at least one matcher must not match the empty string");
        require(!startsAt.equals(GoTime.ZERO), "invalid zero start timestamp");
        require(!endsAt.equals(GoTime.ZERO), "invalid zero end timestamp");
        require(!endsAt.isBefore(startsAt), "end time must not be before start time");
    }

    /** What began when it was written is in force once it can be read, should the clock have been set back since. */
    public SilenceState at(Instant now) {
        if (now.isBefore(startsAt) && startsAt.isAfter(updatedAt)) {
            return SilenceState.PENDING;
        }
        return now.isBefore(endsAt) ? SilenceState.ACTIVE : SilenceState.EXPIRED;
    }

    boolean mutes(Labels labels, Instant now) {
        return at(now) == SilenceState.ACTIVE && matches(labels);
    }

    /** Whether the labels are meant, whatever the time. */
    boolean matches(Labels labels) {
        return matchers.stream().allMatch(matcher -> matcher.matches(labels));
    }

    /** This silence, ended at once; one that has ended stays as it is. */
    Silence expiredAt(Instant now) {
        return switch (at(now)) {
            case EXPIRED -> this;
            case ACTIVE -> withPeriod(startsAt, now, now);
            case PENDING -> withPeriod(now, now, now);
        };
    }

    private Silence withPeriod(Instant start, Instant end, Instant updated) {
        return new Silence(id, matchers, start, end, updated, createdBy, comment, annotations);
    }

    private static String quote(String text) {
        return GoQuote.quote(text);
    }

    private static void require(boolean valid, String otherwise, Object... details) {
        if (!valid) {
            throw new IllegalArgumentException("invalid silence: " + otherwise.formatted(details));
        }
    }
}

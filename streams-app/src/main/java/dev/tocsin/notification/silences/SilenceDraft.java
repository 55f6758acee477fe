package dev.tocsin.notification.silences;

import dev.tocsin.labels.Matcher;
import dev.tocsin.notation.GoQuote;
import dev.tocsin.notation.GoTime;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * A silence as somebody wishes it; anything may be wrong with it yet.
 *
 * @param id of the silence to edit, or empty for a new one
 * @param startsAt {@link GoTime#ZERO} for at once
 */
public record SilenceDraft(
        String id,
        List<MatcherDraft> matcherDrafts,
        Instant startsAt,
        Instant endsAt,
        String createdBy,
        String comment,
        Map<String, String> annotations) {

    /** A matcher whose regular expression nobody has read yet. */
    public record MatcherDraft(String name, Matcher.Op op, String value) {}

    public SilenceDraft {
        matcherDrafts = List.copyOf(matcherDrafts);
        annotations = Map.copyOf(annotations);
    }

    /**
     * Refuses names of labels that may not be used.
     *
     * @throws IllegalArgumentException in Alertmanager's words
     */
    public void checkNames(Predicate<String> isName) {
        for (var i = 0; i < matcherDrafts.size(); i++) {
            var name = matcherDrafts.get(i).name();
            if (!isName.test(name)) {
                throw new IllegalArgumentException(
                        "invalid silence: invalid label matcher %d in set 0: invalid label name %s"
                                .formatted(i, GoQuote.quote(name)));
            }
        }
    }

    /** @throws IllegalArgumentException in Alertmanager's words */
    Silence toSilence(String newId, Instant start, Instant now) {
        return new Silence(newId, matchers(), start, endsAt, now, createdBy, comment, annotations);
    }

    Instant effectiveStart(Instant now) {
        return startsAt.equals(GoTime.ZERO) ? now : startsAt;
    }

    /** Whether a silence may become this wish and keep its id: what it mutes, and since when, must stay. */
    static boolean canUpdate(Silence before, Silence wish, Instant now) {
        if (!before.matchers().equals(wish.matchers())) {
            return false;
        }
        return switch (before.at(now)) {
            case EXPIRED -> false;
            case PENDING -> !wish.startsAt().isBefore(now);
            case ACTIVE ->
                seconds(before.startsAt()).equals(seconds(wish.startsAt()))
                        && !wish.endsAt().isBefore(now);
        };
    }

    private static Instant seconds(Instant instant) {
        return instant.truncatedTo(ChronoUnit.SECONDS);
    }

    private List<Matcher> matchers() {
        var matchers = new ArrayList<Matcher>();
        for (var condition : matcherDrafts) {
            try {
                matchers.add(Matcher.alerting(condition.name(), condition.op(), condition.value()));
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(
                        "invalid silence: invalid label matcher %d in set 0: invalid regular expression %s: %s"
                                .formatted(matchers.size(), GoQuote.quote(condition.value()), e.getMessage()),
                        e);
            }
        }
        return matchers;
    }

    /** The bytes of all its texts, which is what a limit of size counts. */
    int size() {
        var size = bytes(createdBy) + bytes(comment);
        for (var condition : matcherDrafts) {
            size += bytes(condition.name()) + bytes(condition.value());
        }
        for (var annotation : annotations.entrySet()) {
            size += bytes(annotation.getKey()) + bytes(annotation.getValue());
        }
        return size;
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}

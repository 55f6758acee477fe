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
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * A request to create or edit a silence, not validated.
 *
 * @param id the id of the silence to edit; empty for a new one
 * @param startsAt {@link GoTime#ZERO} means now
 * @param expiry empty to keep that of the edited silence, as clients do that do not know it
 */
public record SilenceDraft(
        String id,
        List<MatcherDraft> matcherDrafts,
        Instant startsAt,
        Instant endsAt,
        String createdBy,
        String comment,
        Map<String, String> annotations,
        Optional<SilenceExpiry> expiry) {

    private static final String ON_BEHALF_OF = "on_behalf_of";

    /** A matcher whose regular expression is not parsed. */
    public record MatcherDraft(String name, Matcher.Op op, String value) {}

    /** A request of a client that does not know expiry. */
    public SilenceDraft(
            String id,
            List<MatcherDraft> matcherDrafts,
            Instant startsAt,
            Instant endsAt,
            String createdBy,
            String comment,
            Map<String, String> annotations) {
        this(id, matcherDrafts, startsAt, endsAt, createdBy, comment, annotations, Optional.empty());
    }

    public SilenceDraft {
        matcherDrafts = List.copyOf(matcherDrafts);
        annotations = Map.copyOf(annotations);
    }

    /**
     * Returns the same draft with a login as its creator. A different creator in the draft becomes an annotation.
     *
     * @param login empty for an anonymous caller, who may name any creator
     */
    public SilenceDraft by(String login) {
        if (login.isEmpty() || login.equals(createdBy)) {
            return this;
        }
        var more = new TreeMap<>(annotations);
        more.put(ON_BEHALF_OF, createdBy);
        return new SilenceDraft(id, matcherDrafts, startsAt, endsAt, login, comment, more, expiry);
    }

    /**
     * Makes the checks of Alertmanager's API, which come before those of {@link Silence}.
     *
     * @param isAllowedName which label names the matchers may use
     * @throws IllegalArgumentException with Alertmanager's message
     */
    public void check(Predicate<String> isAllowedName, Instant now) {
        if (!startsAt.isBefore(endsAt)) {
            throw new IllegalArgumentException("Failed to create silence: start time must be before end time");
        }
        if (endsAt.isBefore(now)) {
            throw new IllegalArgumentException("Failed to create silence: end time can't be in the past");
        }
        for (var i = 0; i < matcherDrafts.size(); i++) {
            Silence.checkName(i, matcherDrafts.get(i).name(), isAllowedName);
        }
    }

    /**
     * @param before the silence that is edited
     * @throws IllegalArgumentException with Alertmanager's message if the silence is invalid
     */
    Silence toSilence(String newId, Instant start, Instant now, Optional<Silence> before) {
        var ends = expiry.or(() -> before.map(Silence::expiry)).orElse(SilenceExpiry.AT_END);
        var replaces = before.map(silence -> silence.id().equals(newId) ? silence.replaces() : silence.id())
                .orElse("");
        return new Silence(newId, matchers(), start, endsAt, now, createdBy, comment, annotations, ends, replaces);
    }

    Instant effectiveStart(Instant now) {
        return startsAt.equals(GoTime.ZERO) ? now : startsAt;
    }

    /** Whether an edit keeps the id: matchers and start must be unchanged. */
    static boolean canUpdate(Silence before, Silence edited, Instant now) {
        if (!before.matchers().equals(edited.matchers())) {
            return false;
        }
        return switch (before.at(now)) {
            case EXPIRED -> false;
            case PENDING -> !edited.startsAt().isBefore(now);
            case ACTIVE ->
                seconds(before.startsAt()).equals(seconds(edited.startsAt()))
                        && !edited.endsAt().isBefore(now);
        };
    }

    private static Instant seconds(Instant instant) {
        return instant.truncatedTo(ChronoUnit.SECONDS);
    }

    private List<Matcher> matchers() {
        var matchers = new ArrayList<Matcher>();
        for (var draft : matcherDrafts) {
            try {
                matchers.add(Matcher.alerting(draft.name(), draft.op(), draft.value()));
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(
                        "invalid silence: invalid label matcher %d in set 0: invalid regular expression %s: %s"
                                .formatted(matchers.size(), GoQuote.quote(draft.value()), e.getMessage()),
                        e);
            }
        }
        return matchers;
    }

    /** The total size of all texts in UTF-8 bytes, to which the size limit applies. */
    int size() {
        var size = bytes(createdBy) + bytes(comment);
        for (var draft : matcherDrafts) {
            size += bytes(draft.name()) + bytes(draft.value());
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

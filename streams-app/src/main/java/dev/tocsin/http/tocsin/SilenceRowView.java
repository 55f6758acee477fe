package dev.tocsin.http.tocsin;

import dev.tocsin.explain.SilenceUse;
import dev.tocsin.labels.MatcherFormat;
import dev.tocsin.notification.silences.Silence;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * A row of the list of silences.
 *
 * @param matchers as text
 * @param mutesNow number of alerts that fire and that it mutes
 * @param stoppedTotal number of firing periods of alerts that it has muted since the history begins
 * @param lastMatched when it last muted an alert; empty if it never did
 * @param unusedSince since when an active silence mutes nothing; empty if it mutes something
 */
record SilenceRowView(
        String id,
        List<String> matchers,
        String state,
        String startsAt,
        String endsAt,
        String updatedAt,
        String createdBy,
        String comment,
        Map<String, String> annotations,
        int mutesNow,
        int stoppedTotal,
        String lastMatched,
        String unusedSince,
        String expire,
        double expireGraceSeconds,
        String replaces,
        String replacedBy) {
    /** @param replacedBy id of its newest edit; empty if there is none */
    static SilenceRowView of(Silence silence, SilenceUse use, String replacedBy, Instant now) {
        return new SilenceRowView(
                silence.id(),
                silence.matchers().stream().map(MatcherFormat::format).toList(),
                silence.at(now).text(),
                TimeText.of(silence.startsAt()),
                TimeText.of(silence.endsAt()),
                TimeText.of(silence.updatedAt()),
                silence.createdBy(),
                silence.comment(),
                silence.annotations(),
                use.mutesNow(),
                use.episodes(),
                TimeText.of(use.lastMatched()),
                TimeText.of(use.unusedSince(silence, now)),
                silence.expiry().text(),
                silence.expiry().grace().toMillis() / 1e3,
                silence.replaces(),
                replacedBy);
    }
}

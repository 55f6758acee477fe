package dev.tocsin.explain;

import dev.tocsin.history.AlertEpisode;
import dev.tocsin.labels.Labels;
import dev.tocsin.notification.silences.Silence;
import dev.tocsin.notification.silences.SilenceState;
import dev.tocsin.notification.silences.Silences;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/**
 * The alerts that a silence mutes now, and has muted in its life.
 *
 * @param mutesNow number of alerts that fire
 * @param episodes number of firing periods of alerts that it has muted, wholly or in part
 * @param lastMatched when it last muted an alert; {@link Instant#MIN} if it never did
 */
public record SilenceUse(int mutesNow, int episodes, Instant lastMatched) {
    private static final SilenceUse NONE = new SilenceUse(0, 0, Instant.MIN);

    /**
     * The use of each silence, by id. A silence that has muted nothing has none.
     *
     * @param firing the labels of the alerts that fire now
     * @param episodes of the time that is kept
     */
    public static Map<String, SilenceUse> of(
            Silences silences, Collection<Labels> firing, Collection<AlertEpisode> episodes, Instant now) {
        var uses = new HashMap<String, SilenceUse>();
        for (var labels : firing) {
            silences.mutedBy(labels, now).forEach(id -> uses.merge(id, new SilenceUse(1, 0, now), SilenceUse::plus));
        }
        for (var episode : episodes) {
            for (var silence : silences.matching(episode.labels())) {
                var end = earlier(silence.endsAt(), now);
                if (episode.overlaps(silence.startsAt(), end)) {
                    uses.merge(silence.id(), new SilenceUse(0, 1, earlier(episode.endsAt(), end)), SilenceUse::plus);
                }
            }
        }
        return uses;
    }

    /** The use of one silence among these. */
    public static SilenceUse of(Map<String, SilenceUse> uses, Silence silence) {
        return uses.getOrDefault(silence.id(), NONE);
    }

    /** Since when an active silence mutes nothing; {@link Instant#MIN} if it mutes something, or is not active. */
    public Instant unusedSince(Silence silence, Instant now) {
        if (silence.at(now) != SilenceState.ACTIVE || mutesNow > 0) {
            return Instant.MIN;
        }
        return lastMatched.isAfter(silence.startsAt()) ? lastMatched : silence.startsAt();
    }

    private SilenceUse plus(SilenceUse other) {
        return new SilenceUse(
                mutesNow + other.mutesNow,
                episodes + other.episodes,
                lastMatched.isAfter(other.lastMatched) ? lastMatched : other.lastMatched);
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }
}

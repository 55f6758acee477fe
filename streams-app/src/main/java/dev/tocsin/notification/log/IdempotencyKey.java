package dev.tocsin.notification.log;

import dev.tocsin.notation.Sha256;
import java.util.SortedSet;

/**
 * The name of one piece of news. Instances that send the same news to the same slot, one after the other's death,
 * give it the same key, so that a receiver can tell a repetition by it; a repeat after the repeat interval is news.
 */
public record IdempotencyKey(String hex) {
    /** @param last what the slot was told before */
    public static IdempotencyKey of(NflogEntry last, NotifiedEpisodes news) {
        var text = new StringBuilder().append(last.slot()).append('\0');
        text.append(last.isInitial() ? "" : last.notifiedAt());
        append(text, "firing", news.firing());
        append(text, "resolved", news.resolved());
        return new IdempotencyKey(Sha256.hex(text.toString()));
    }

    private static void append(StringBuilder text, String kind, SortedSet<Episode> episodes) {
        text.append('\0').append(kind);
        episodes.forEach(
                episode -> text.append('\0').append(episode.alert()).append('@').append(episode.startsAt()));
    }

    @Override
    public String toString() {
        return hex;
    }
}

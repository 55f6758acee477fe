package dev.tocsin.notifier;

import dev.tocsin.notation.Sha256;
import dev.tocsin.notification.log.Episode;
import dev.tocsin.notification.log.NflogEntry;
import dev.tocsin.notification.log.NotifiedEpisodes;
import java.util.SortedSet;

/**
 * The idempotency key of a notification. An instance that sends a notification again, because its first sender was
 * lost, computes the same key. So a receiver can recognise the duplicate. A repeat after the repeat interval has a new
 * key.
 */
record IdempotencyKey(String hex) {
    /** @param last the slot's notification log entry before this notification */
    static IdempotencyKey of(NflogEntry last, NotifiedEpisodes current) {
        var text = new StringBuilder().append(last.slot()).append('\0');
        text.append(last.isInitial() ? "" : last.notifiedAt());
        append(text, "firing", current.firing());
        append(text, "resolved", current.resolved());
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

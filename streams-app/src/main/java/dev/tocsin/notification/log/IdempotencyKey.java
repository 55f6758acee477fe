package dev.tocsin.notification.log;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
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
        return new IdempotencyKey(HexFormat.of().formatHex(sha256(text.toString())));
    }

    private static void append(StringBuilder text, String kind, SortedSet<Episode> episodes) {
        text.append('\0').append(kind);
        episodes.forEach(
                episode -> text.append('\0').append(episode.alert()).append('@').append(episode.startsAt()));
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    @Override
    public String toString() {
        return hex;
    }
}

package dev.tocsin.cli;

import dev.tocsin.cli.NflogFile.FileEntry;
import dev.tocsin.notification.log.DeliveryStats;
import dev.tocsin.notification.log.Episode;
import dev.tocsin.notification.log.NflogEntry;
import dev.tocsin.notification.log.NotificationReason;
import dev.tocsin.notification.log.NotifiedEpisodes;
import dev.tocsin.notification.log.Slot;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Entries of Alertmanager's notification log as entries of this one.
 *
 * @param unknownAlerts the number of alerts that were notified as firing and whose labels are not known
 */
record NflogEntries(List<NflogEntry> entries, int unknownAlerts) {
    private static final String INSTANCE = "alertmanager";

    /** The newest entry of each slot. */
    static Collection<FileEntry> newest(List<FileEntry> all) {
        Map<Slot, FileEntry> newest = new LinkedHashMap<>();
        all.forEach(entry -> newest.merge(
                entry.slot(), entry, (one, other) -> other.notifiedAt().isAfter(one.notifiedAt()) ? other : one));
        return newest.values();
    }

    /** @param alerts the alerts whose labels are known */
    static NflogEntries of(Collection<FileEntry> all, AlertHashes alerts) {
        var entries = new ArrayList<NflogEntry>();
        var unknown = 0;
        for (var entry : all) {
            var firing = episodes(entry.firing(), alerts);
            unknown += entry.firing().size() - firing.size();
            entries.add(new NflogEntry(
                    entry.slot(),
                    "",
                    INSTANCE,
                    NotifiedEpisodes.of(firing, episodes(entry.resolved(), alerts)),
                    entry.notifiedAt(),
                    entry.notifiedAt(),
                    entry.expiresAt(),
                    NotificationReason.NONE,
                    false,
                    entry.receiverData(),
                    DeliveryStats.NONE));
        }
        return new NflogEntries(entries, unknown);
    }

    private static List<Episode> episodes(List<Long> hashes, AlertHashes alerts) {
        return hashes.stream().flatMap(hash -> alerts.find(hash).stream()).toList();
    }
}

package dev.tocsin.notation;

import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;

/** Time zones by the names that Go's {@code time.LoadLocation} takes: those of the IANA database. */
public final class GoZone {
    /** Links of the database that Java does not have, with the zones of the same rules and abbreviations. */
    private static final Map<String, String> LINKS = Map.of(
            "EST", "America/Panama",
            "MST", "America/Phoenix",
            "HST", "Pacific/Honolulu",
            "ROC", "Asia/Taipei",
            "America/Coyhaique", "America/Punta_Arenas",
            "Factory", "Etc/UTC");

    private GoZone() {}

    /** The zone; empty if the database has none of this name. Offsets such as {@code +02:00} are no names. */
    public static Optional<ZoneId> of(String name) {
        if (name.isEmpty() || name.equals("UTC")) {
            return Optional.of(ZoneOffset.UTC);
        }
        var known = LINKS.getOrDefault(name, name);
        return ZoneId.getAvailableZoneIds().contains(known) ? Optional.of(ZoneId.of(known)) : Optional.empty();
    }
}

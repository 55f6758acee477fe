package dev.tocsin.archive;

import dev.tocsin.notation.Sha256;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** How rows are named. */
final class RowIds {
    /** Databases index keys up to some 2700 bytes. */
    private static final int MAX_BYTES = 1000;

    private static final int PREFIX_LENGTH = 150;
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    private RowIds() {}

    /** The id itself or, if it is too long for the key of a table, its beginning and a hash of all of it. */
    static String bounded(String id) {
        var text = StorableText.storable(id);
        return text.getBytes(StandardCharsets.UTF_8).length <= MAX_BYTES
                ? text
                : StorableText.storable(id.substring(0, PREFIX_LENGTH)) + "#" + Sha256.hex(text);
    }

    /** Of history: in order of time, so that what is oldest comes first. */
    static String timed(Instant at, String what) {
        return bounded(time(at) + " " + what);
    }

    /** What the ids of everything that happened later are greater than. */
    static String time(Instant at) {
        return TIME.format(at);
    }
}

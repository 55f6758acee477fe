package dev.tocsin.archive;

import dev.tocsin.notation.Sha256;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** Ids of rows. */
final class RowIds {
    /** PostgreSQL indexes keys of up to about 2700 bytes. */
    private static final int MAX_BYTES = 1000;

    private static final int PREFIX_LENGTH = 150;
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    private RowIds() {}

    /** The id itself, or its first 150 characters and its hash if it is longer than 1000 bytes. */
    static String bounded(String id) {
        var text = StorableText.storable(id);
        return text.getBytes(StandardCharsets.UTF_8).length <= MAX_BYTES
                ? text
                : StorableText.storable(id.substring(0, PREFIX_LENGTH)) + "#" + Sha256.hex(text);
    }

    /** An id of a history table. Ids sort by time. */
    static String timed(Instant at, String what) {
        return bounded(time(at) + " " + what);
    }

    /** A prefix; the ids of all later events are greater. */
    static String time(Instant at) {
        return TIME.format(at);
    }
}

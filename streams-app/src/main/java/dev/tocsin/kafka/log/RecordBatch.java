package dev.tocsin.kafka.log;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.kafka.common.header.Headers;

/**
 * The place of a record among records that were appended together. Readers take them up together. It is a header of the
 * record, which readers may ignore.
 *
 * @param id the same for all records of the batch
 * @param following number of records of the batch that follow this one
 */
public record RecordBatch(String id, int following) {
    private static final String HEADER = "tocsin-batch";
    private static final int MAX_LENGTH = 100;

    void writeTo(Headers headers) {
        headers.add(HEADER, (following + "/" + id).getBytes(StandardCharsets.UTF_8));
    }

    /** Returns the batch that the headers name; empty if there is none or it is invalid. */
    static Optional<RecordBatch> of(Headers headers) {
        var header = headers.lastHeader(HEADER);
        if (header == null || header.value() == null || header.value().length > MAX_LENGTH) {
            return Optional.empty();
        }
        var parts = new String(header.value(), StandardCharsets.UTF_8).split("/", 2);
        try {
            var following = Integer.parseInt(parts[0]);
            return parts.length == 2 && following >= 0
                    ? Optional.of(new RecordBatch(parts[1], following))
                    : Optional.empty();
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }
}

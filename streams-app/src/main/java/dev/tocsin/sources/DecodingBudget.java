package dev.tocsin.sources;

import dev.tocsin.limits.Limit;

/** The memory that the content of one record may take while it is decoded: {@link Limit#SOURCE_RECORD_MEMORY}. */
public final class DecodingBudget {
    private static final int OBJECT_BYTES = 64;
    private long used;

    /** Counts objects before they are made. @throws RecordLimitException if the record needs more than the limit */
    public void addObjects(long count) {
        add(OBJECT_BYTES * count);
    }

    /** Counts bytes before they are used. @throws RecordLimitException if the record needs more than the limit */
    public void add(long bytes) {
        used += bytes;
        if (used > Limit.SOURCE_RECORD_MEMORY.value()) {
            throw new RecordLimitException(
                    "its content needs more than %d MiB of memory, which is the limit; let the producer send smaller batches"
                            .formatted(Limit.SOURCE_RECORD_MEMORY.value() >> 20));
        }
    }
}

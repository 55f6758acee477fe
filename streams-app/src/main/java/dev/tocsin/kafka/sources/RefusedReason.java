package dev.tocsin.kafka.sources;

import java.util.Locale;

/** Why a record, or a part of it, does not become samples. */
enum RefusedReason {
    /** The record is not in the format of the source. */
    UNDECODABLE,
    /** A part of the record is not. */
    PARTLY,
    /** The time of a sample is before the retention of samples, or in the future. */
    TIME,
    LABEL_LENGTH,
    /** The source has its maximum number of series. */
    SERIES_LIMIT;

    /** The name in metrics and answers. */
    String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}

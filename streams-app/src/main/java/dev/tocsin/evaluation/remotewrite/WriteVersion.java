package dev.tocsin.evaluation.remotewrite;

/**
 * A version of the <a href="https://prometheus.io/docs/specs/prw/remote_write_spec_2_0/">remote write protocol</a>. The
 * messages differ in field numbers, and labels of version 2 are references to a table of symbols.
 */
public enum WriteVersion {
    /** {@code prometheus.WriteRequest}. */
    V1("prometheus.WriteRequest", 1, 4, 3),
    /** {@code io.prometheus.write.v2.Request}. */
    V2("io.prometheus.write.v2.Request", 5, 3, 4);

    /** In a series: its labels, or references to them. */
    public static final int LABELS = 1;

    /** In a series. */
    public static final int SAMPLES = 2;

    /** In a request of version 1. */
    public static final int METADATA_V1 = 3;

    /** In a request of version 2. */
    static final int SYMBOLS = 4;

    /** In a series of version 2. */
    public static final int METADATA_V2 = 5;

    /** In a series of drafts of version 2, and of version 1 as Mimir writes it: the start timestamp of all its samples. */
    public static final int CREATED = 6;

    private final String message;
    private final int series;
    private final int histograms;
    private final int exemplars;

    WriteVersion(String message, int series, int histograms, int exemplars) {
        this.message = message;
        this.series = series;
        this.histograms = histograms;
        this.exemplars = exemplars;
    }

    /** The full name of the message, as in {@code Content-Type: application/x-protobuf;proto=NAME}. */
    public String message() {
        return message;
    }

    /** The field of a request that has a series. */
    public int series() {
        return series;
    }

    /** The field of a series that has a histogram. */
    public int histograms() {
        return histograms;
    }

    /** The field of a series that has an exemplar. */
    public int exemplars() {
        return exemplars;
    }
}

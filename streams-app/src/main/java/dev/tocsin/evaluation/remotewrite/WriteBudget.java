package dev.tocsin.evaluation.remotewrite;

import dev.tocsin.limits.Limit;
import java.util.function.LongConsumer;

/** Counts the parts of one request, and the memory that they need, before they are read. */
public final class WriteBudget {
    /** Memory of a label with its two texts, of a series, of a sample and of a symbol, without the characters of the texts. */
    private static final int LABEL_BYTES = 160;

    private static final int SERIES_BYTES = 300;
    private static final int SAMPLE_BYTES = 48;
    private static final int SYMBOL_BYTES = 16;

    private final LongConsumer memory;
    private int series;
    private int samples;

    /** @param memory called with bytes before they are used; an exception of it ends the reading */
    public WriteBudget(LongConsumer memory) {
        this.memory = memory;
    }

    /** A series or an entry of metadata follows. @throws IllegalArgumentException if there are too many */
    public void addSeries() {
        memory.accept(SERIES_BYTES);
        series++;
        requireAtMost(Limit.WRITE_SERIES, series, "series");
    }

    /** Samples or exemplars follow. @throws IllegalArgumentException if there are too many */
    public void addSamples(int more) {
        memory.accept((long) SAMPLE_BYTES * more);
        samples += more;
        requireAtMost(Limit.WRITE_SAMPLES, samples, "samples");
    }

    public void addLabels(int more) {
        memory.accept((long) LABEL_BYTES * more);
    }

    void addSymbol() {
        memory.accept(SYMBOL_BYTES);
    }

    private static void requireAtMost(Limit limit, int number, String parts) {
        if (number > limit.value()) {
            throw new IllegalArgumentException("it has more than %d %s, which is the limit; send less per request"
                    .formatted(limit.value(), parts));
        }
    }
}

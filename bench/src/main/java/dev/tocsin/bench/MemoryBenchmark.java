package dev.tocsin.bench;

import dev.tocsin.evaluation.samples.SeriesStore;
import java.io.PrintStream;
import java.util.List;

/** Heap usage of series and their samples. */
final class MemoryBenchmark {
    private static final int SERIES = 20_000;
    private static final List<Integer> SAMPLES = List.of(1, 20, 48, 240, 1_440);

    private MemoryBenchmark() {}

    static void print(PrintStream out) {
        out.println("| samples of each series, one every 15 s | bytes a series | bytes a sample |");
        out.println("|---|---|---|");
        for (int samples : SAMPLES) {
            var before = used();
            var store = new SeriesStore(SERIES);
            SyntheticFleet.ofSeries(SERIES).fill(store, samples);
            var bytes = (double) (used() - before) / store.seriesCount();
            out.printf(
                    "| %,d (%s) | %s | %s |%n",
                    samples, span(samples), Cost.rounded(bytes), Cost.rounded(bytes / samples));
        }
    }

    private static String span(int samples) {
        var minutes = samples * SyntheticFleet.INTERVAL_MILLIS / 60_000.0;
        return minutes >= 60 ? "%.0f h".formatted(minutes / 60) : minutes >= 1 ? "%.0f min".formatted(minutes) : "one";
    }

    private static long used() {
        var runtime = Runtime.getRuntime();
        for (var i = 0; i < 3; i++) {
            System.gc();
        }
        return runtime.totalMemory() - runtime.freeMemory();
    }
}

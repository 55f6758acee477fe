package dev.tocsin.evaluation.rules.unittest;

import java.time.Instant;

/** Appends the input samples of a test at their times. */
final class SeriesLoader {
    private final TestGroup testGroup;
    private int loaded;

    SeriesLoader(TestGroup testGroup) {
        this.testGroup = testGroup;
    }

    void loadUpTo(Instant now, TestStorage storage) {
        var longest = testGroup.series().stream()
                .mapToInt(series -> series.values().size())
                .max()
                .orElse(0);
        while (loaded < longest && time(loaded) <= now.toEpochMilli()) {
            for (var series : testGroup.series()) {
                if (loaded < series.values().size()) {
                    load(series, storage);
                }
            }
            loaded++;
        }
    }

    private void load(SeriesDescription series, TestStorage storage) {
        series.values().get(loaded).ifPresent(sample -> storage.append(series.labels(), sample.toSample(time(loaded))));
    }

    private long time(int index) {
        return testGroup.start().toEpochMilli() + index * testGroup.interval().toMillis();
    }
}

package dev.tocsin.evaluation.rules.unittest;

import java.time.Instant;

/** The samples that a trial gives: each becomes visible at its time. */
final class SeriesLoader {
    private final TestGroup testGroup;
    private int loaded;

    SeriesLoader(TestGroup trial) {
        this.testGroup = trial;
    }

    void loadUpTo(Instant now, TestStorage bench) {
        var longest = testGroup.series().stream()
                .mapToInt(series -> series.values().size())
                .max()
                .orElse(0);
        while (loaded < longest && time(loaded) <= now.toEpochMilli()) {
            for (var series : testGroup.series()) {
                if (loaded < series.values().size()) {
                    load(series, bench);
                }
            }
            loaded++;
        }
    }

    private void load(SeriesDescription series, TestStorage bench) {
        series.values().get(loaded).ifPresent(sample -> bench.append(series.labels(), sample.toSample(time(loaded))));
    }

    private long time(int index) {
        return testGroup.start().toEpochMilli() + index * testGroup.interval().toMillis();
    }
}

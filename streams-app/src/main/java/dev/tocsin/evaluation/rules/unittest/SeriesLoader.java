package dev.tocsin.evaluation.rules.unittest;

import dev.tocsin.labels.Labels;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;

/** Appends the input samples of a test at their times. Of a series that is given several times, the last counts. */
final class SeriesLoader {
    private final TestGroup testGroup;
    private final Collection<SeriesDescription> allSeries;
    private int loaded;

    SeriesLoader(TestGroup testGroup) {
        this.testGroup = testGroup;
        var byLabels = new LinkedHashMap<Labels, SeriesDescription>();
        testGroup.series().forEach(series -> byLabels.put(series.labels(), series));
        this.allSeries = byLabels.values();
    }

    void loadUpTo(Instant now, TestStorage storage) {
        var longest = allSeries.stream()
                .mapToInt(series -> series.values().size())
                .max()
                .orElse(0);
        while (loaded < longest && time(loaded) <= now.toEpochMilli()) {
            for (var series : allSeries) {
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

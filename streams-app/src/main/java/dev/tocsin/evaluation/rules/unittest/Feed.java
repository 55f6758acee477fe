package dev.tocsin.evaluation.rules.unittest;

import java.time.Instant;

/** The samples that a trial gives: each becomes visible at its time. */
final class Feed {
    private final Trial trial;
    private int given;

    Feed(Trial trial) {
        this.trial = trial;
    }

    void upTo(Instant now, Bench bench) {
        var longest = trial.series().stream()
                .mapToInt(series -> series.values().size())
                .max()
                .orElse(0);
        while (given < longest && time(given) <= now.toEpochMilli()) {
            for (var series : trial.series()) {
                if (given < series.values().size()) {
                    give(series, bench);
                }
            }
            given++;
        }
    }

    private void give(SeriesDescription series, Bench bench) {
        series.values().get(given).ifPresent(sample -> bench.give(series.labels(), sample.at(time(given))));
    }

    private long time(int index) {
        return trial.start().toEpochMilli() + index * trial.interval().toMillis();
    }
}

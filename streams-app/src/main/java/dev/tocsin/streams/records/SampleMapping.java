package dev.tocsin.streams.records;

import dev.tocsin.labels.Labels;
import dev.tocsin.schemas.SampleBatchRecord;
import dev.tocsin.schemas.SampleRecord;
import dev.tocsin.schemas.SeriesRecord;
import dev.tocsin.streams.records.SampleBatch.Point;
import dev.tocsin.streams.records.SampleBatch.Track;

final class SampleMapping {
    private SampleMapping() {}

    static SampleBatch fromRecord(SampleBatchRecord record) {
        return new SampleBatch(
                record.getSeries().stream().map(SampleMapping::track).toList(), record.getSource(), record.getTick());
    }

    static SampleBatchRecord toRecord(SampleBatch batch) {
        return new SampleBatchRecord(
                batch.series().stream().map(SampleMapping::record).toList(), batch.source(), batch.tick());
    }

    private static Track track(SeriesRecord series) {
        return new Track(
                Labels.of(series.getLabels()),
                series.getSamples().stream()
                        .map(sample -> new Point(sample.getTimestamp(), sample.getValue()))
                        .toList());
    }

    private static SeriesRecord record(Track series) {
        return new SeriesRecord(
                series.labels().asMap(),
                series.points().stream()
                        .map(point -> new SampleRecord(point.timestamp(), point.value()))
                        .toList());
    }
}

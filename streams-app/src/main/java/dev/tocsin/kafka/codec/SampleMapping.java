package dev.tocsin.kafka.codec;

import dev.tocsin.evaluation.samples.Sample;
import dev.tocsin.evaluation.samples.TimeSeries;
import dev.tocsin.labels.Labels;
import dev.tocsin.schemas.SampleBatchRecord;
import dev.tocsin.schemas.SampleRecord;
import dev.tocsin.schemas.SeriesRecord;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

final class SampleMapping {
    private SampleMapping() {}

    static SampleBatch fromRecord(SampleBatchRecord record) {
        return new SampleBatch(
                record.getSeries().stream().map(SampleMapping::timeSeries).toList(),
                record.getSource(),
                record.getTick(),
                AdditionalMapping.fromRecord(record));
    }

    static SampleBatchRecord toRecord(SampleBatch batch) {
        return new SampleBatchRecord(
                batch.series().stream().map(SampleMapping::record).toList(),
                batch.source(),
                batch.tick(),
                AdditionalMapping.metadata(batch.additional()),
                AdditionalMapping.exemplars(batch.additional()));
    }

    private static TimeSeries timeSeries(SeriesRecord series) {
        return new TimeSeries(Labels.of(series.getLabels()).requireWithinLimit(), samples(series));
    }

    private static List<Sample> samples(SeriesRecord series) {
        var samples = new ArrayList<Sample>(series.getSamples().size());
        for (var sample : series.getSamples()) {
            samples.add(Sample.of(sample.getTimestamp(), sample.getValue()).withStartTimestamp(sample.getStart()));
        }
        if (!series.getHistograms().isEmpty()) {
            series.getHistograms().forEach(histogram -> samples.add(HistogramMapping.fromRecord(histogram)));
            samples.sort(Comparator.comparing(Sample::time));
        }
        return samples;
    }

    private static SeriesRecord record(TimeSeries series) {
        var numbers = new ArrayList<SampleRecord>(series.samples().size());
        for (var sample : series.samples()) {
            if (!sample.isHistogram()) {
                numbers.add(new SampleRecord(sample.time(), sample.value(), sample.startTimestamp()));
            }
        }
        return new SeriesRecord(
                series.labels().asMap(),
                numbers,
                series.samples().stream()
                        .filter(Sample::isHistogram)
                        .map(HistogramMapping::toRecord)
                        .toList());
    }
}

package dev.tocsin.sources.formats;

import dev.tocsin.evaluation.remotewrite.ProtobufReader;
import dev.tocsin.evaluation.remotewrite.ReadSeries;
import dev.tocsin.evaluation.remotewrite.SeriesReader;
import dev.tocsin.evaluation.remotewrite.SymbolTable;
import dev.tocsin.evaluation.remotewrite.WriteBudget;
import dev.tocsin.evaluation.remotewrite.WriteVersion;
import dev.tocsin.evaluation.samples.Sample;
import dev.tocsin.labels.Labels;
import dev.tocsin.sources.DecodingBudget;
import dev.tocsin.sources.SampleCollector;
import dev.tocsin.sources.SourceSample;
import java.util.List;

/** Collects the samples of a remote write request. Exemplars and metadata are dropped. */
final class RemoteWriteReader {
    /** The fields of version 2 begin here; those of version 1 end before. */
    private static final int FIRST_FIELD_OF_VERSION_2 = 4;

    private final DecodingBudget budget = new DecodingBudget();
    private final SampleCollector collector = new SampleCollector(budget);
    private final Labels addedLabels;

    /** @param addedLabels labels that every series gets */
    RemoteWriteReader(Labels addedLabels) {
        this.addedLabels = addedLabels;
    }

    SampleCollector collector() {
        return collector;
    }

    /** The version of a request by the numbers of its fields. */
    static WriteVersion versionOf(byte[] request) {
        var message = ProtobufReader.of(request);
        return message.hasNextField() && message.nextField() >= FIRST_FIELD_OF_VERSION_2
                ? WriteVersion.V2
                : WriteVersion.V1;
    }

    /** @throws IllegalArgumentException if the bytes are no request of the version */
    void read(byte[] request, WriteVersion version) {
        var writeBudget = new WriteBudget(budget::add);
        var reader = new SeriesReader(version, SymbolTable.read(request, version, writeBudget), writeBudget);
        for (var message = ProtobufReader.of(request); message.hasNextField(); ) {
            if (message.nextField() == version.series()) {
                writeBudget.addSeries();
                collect(reader.read(message.readMessage()));
            } else {
                message.skipField();
            }
        }
    }

    private void collect(ReadSeries series) {
        if (!series.isValid()) {
            collector.warn("series %s is left out: %s"
                    .formatted(SampleCollector.quoted(series.labels().metricName()), series.problem()));
            return;
        }
        var labels = series.labels().with(addedLabels);
        collect(labels, series.floats());
        collect(labels, series.histograms());
    }

    private void collect(Labels labels, List<Sample> samples) {
        for (var sample : samples) {
            var hasStart = sample.startTimestamp() > 0 && sample.startTimestamp() < sample.time();
            collector.add(SourceSample.of(labels, hasStart ? sample : sample.withStartTimestamp(0)));
        }
    }
}

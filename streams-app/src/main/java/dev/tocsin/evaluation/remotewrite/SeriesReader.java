package dev.tocsin.evaluation.remotewrite;

import dev.tocsin.evaluation.samples.Exemplar;
import dev.tocsin.evaluation.samples.MetricMetadata;
import dev.tocsin.evaluation.samples.Sample;
import dev.tocsin.labels.Labels;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads series of any form, and says what is wrong with them. Used for one request. */
public final class SeriesReader {
    private final WriteVersion version;
    private final SymbolTable symbols;
    private final WriteBudget budget;

    public SeriesReader(WriteVersion version, SymbolTable symbols, WriteBudget budget) {
        this.version = version;
        this.symbols = symbols;
        this.budget = budget;
    }

    /** @throws IllegalArgumentException if the bytes are not a series, or it needs too much memory */
    public ReadSeries read(ProtobufReader message) {
        var series = new OneSeries();
        while (message.hasNextField()) {
            series.readField(message.nextField(), message);
        }
        return series.result();
    }

    private final class OneSeries {
        private final LabelCollector labels = new LabelCollector(symbols, budget);
        private final List<Sample> floats = new ArrayList<>();
        private final List<Sample> histograms = new ArrayList<>();
        private final List<Exemplar> exemplars = new ArrayList<>();
        private Optional<MetadataReader> metadata = Optional.empty();
        private long created;
        private String histogramProblem = "";
        private String exemplarProblem = "";

        void readField(int field, ProtobufReader message) {
            if (field == WriteVersion.LABELS) {
                labels.read(version, message);
            } else if (field == WriteVersion.SAMPLES) {
                budget.addSamples(1);
                floats.add(readSample(message.readMessage()));
            } else if (field == version.histograms()) {
                budget.addSamples(1);
                readHistogram(message.readMessage());
            } else if (field == version.exemplars()) {
                budget.addSamples(1);
                readExemplar(message.readMessage());
            } else if (version == WriteVersion.V2 && field == WriteVersion.METADATA_V2) {
                metadata = Optional.of(MetadataReader.ofSeries(message.readMessage()));
            } else if (field == WriteVersion.CREATED) {
                created = message.readVarint();
            } else {
                message.skipField();
            }
        }

        private Sample readSample(ProtobufReader message) {
            var value = 0.0;
            var time = 0L;
            var start = 0L;
            while (message.hasNextField()) {
                switch (message.nextField()) {
                    case 1 -> value = message.readDouble();
                    case 2 -> time = message.readVarint();
                    case 3 -> start = message.readVarint();
                    default -> message.skipField();
                }
            }
            var sample = Sample.of(time, value);
            return start == 0 ? sample : sample.withStartTimestamp(start);
        }

        private void readHistogram(ProtobufReader message) {
            try {
                histograms.add(HistogramReader.read(message));
            } catch (IllegalArgumentException | ArithmeticException e) {
                histogramProblem =
                        histogramProblem.isEmpty() ? "a histogram is not valid: " + e.getMessage() : histogramProblem;
            }
        }

        private void readExemplar(ProtobufReader message) {
            try {
                exemplars.add(exemplar(message));
            } catch (IllegalArgumentException e) {
                exemplarProblem = exemplarProblem.isEmpty() ? e.getMessage() : exemplarProblem;
            }
        }

        private Exemplar exemplar(ProtobufReader message) {
            var own = new LabelCollector(symbols, budget);
            var value = 0.0;
            var time = 0L;
            while (message.hasNextField()) {
                switch (message.nextField()) {
                    case WriteVersion.LABELS -> own.read(version, message);
                    case 2 -> value = message.readDouble();
                    case 3 -> time = message.readVarint();
                    default -> message.skipField();
                }
            }
            var found = own.labels();
            if (!own.problem().isEmpty()) {
                throw new IllegalArgumentException(own.problem());
            }
            return new Exemplar(time, value, found).requireWithinLimit();
        }

        ReadSeries result() {
            var found = labels.seriesLabels();
            return new ReadSeries(
                    found,
                    withStart(floats),
                    withStart(histograms),
                    exemplars,
                    metadataOf(found),
                    problem(),
                    exemplarProblem);
        }

        private String problem() {
            if (!labels.problem().isEmpty() || !histogramProblem.isEmpty()) {
                return labels.problem().isEmpty() ? histogramProblem : labels.problem();
            }
            return version == WriteVersion.V2 && floats.isEmpty() && histograms.isEmpty()
                    ? "it has neither samples nor histograms"
                    : "";
        }

        private List<Sample> withStart(List<Sample> samples) {
            if (created != 0) {
                samples.replaceAll(
                        sample -> sample.startTimestamp() == 0 ? sample.withStartTimestamp(created) : sample);
            }
            return samples;
        }

        private Optional<MetricMetadata> metadataOf(Labels found) {
            return metadata.filter(any -> labels.problem().isEmpty())
                    .flatMap(read -> read.ofMetric(found.metricName(), symbols));
        }
    }
}

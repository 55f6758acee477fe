package dev.tocsin.http.prometheus;

import dev.tocsin.evaluation.remotewrite.MetadataReader;
import dev.tocsin.evaluation.remotewrite.ProtobufReader;
import dev.tocsin.evaluation.remotewrite.ReadSeries;
import dev.tocsin.evaluation.remotewrite.SeriesReader;
import dev.tocsin.evaluation.remotewrite.SymbolTable;
import dev.tocsin.evaluation.remotewrite.WriteBudget;
import dev.tocsin.evaluation.remotewrite.WriteVersion;
import dev.tocsin.evaluation.samples.Exemplar;
import dev.tocsin.evaluation.samples.MetadataAndExemplars;
import dev.tocsin.evaluation.samples.MetricMetadata;
import dev.tocsin.evaluation.samples.Sample;
import dev.tocsin.evaluation.samples.SampleWindow;
import dev.tocsin.evaluation.samples.SeriesExemplars;
import dev.tocsin.evaluation.samples.TimeSeries;
import dev.tocsin.kafka.codec.EncodedSeries;
import dev.tocsin.kafka.codec.SampleEncoder;
import dev.tocsin.limits.Limit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongConsumer;

/** Reads a remote write request: its valid series, and the problems of the others. */
final class WriteRequest {
    private final Readers readers;
    private final SampleWindow window;
    private final WriteBudget budget;
    private final SampleEncoder encoder = new SampleEncoder();
    private final List<EncodedSeries> series = new ArrayList<>();
    private final Set<MetricMetadata> metadata = new LinkedHashSet<>();
    private final Set<SeriesMetadata> knownMetadata = new HashSet<>();
    private final List<SeriesExemplars> exemplars = new ArrayList<>();
    private final WriteProblems problems = new WriteProblems();
    private int floatCount;
    private int histogramCount;
    private int exemplarCount;

    /** @param plain reads the series that it can read, {@code any} all others */
    record Readers(WriteVersion version, SymbolTable symbols, PlainSeriesReader plain, SeriesReader any) {
        static Readers of(byte[] bytes, WriteVersion version, SampleWindow window, WriteBudget budget) {
            var symbols = SymbolTable.read(bytes, version, budget);
            return new Readers(
                    version,
                    symbols,
                    new PlainSeriesReader(bytes, version, symbols, window),
                    new SeriesReader(version, symbols, budget));
        }
    }

    /** The numbers of valid samples and exemplars. */
    record Counts(int samples, int histograms, int exemplars) {
        static final Counts NOTHING = new Counts(0, 0, 0);
    }

    /** Metadata of a series by its references. Many series have the same, which is decoded once. */
    private record SeriesMetadata(String metric, MetadataReader references) {}

    private WriteRequest(Readers readers, SampleWindow window, WriteBudget budget) {
        this.readers = readers;
        this.window = window;
        this.budget = budget;
    }

    /**
     * @param window samples with other times are rejected
     * @param memory called with the bytes that labels and samples need in memory, before they are read
     * @throws IllegalArgumentException if the bytes are not a request, or it has too many series or samples
     */
    static WriteRequest read(byte[] bytes, WriteVersion version, SampleWindow window, LongConsumer memory) {
        var budget = new WriteBudget(memory);
        return read(bytes, Readers.of(bytes, version, window, budget), window, budget);
    }

    static WriteRequest read(byte[] bytes, Readers readers, SampleWindow window, WriteBudget budget) {
        var request = new WriteRequest(readers, window, budget);
        var version = readers.version();
        var message = ProtobufReader.of(bytes);
        while (message.hasNextField()) {
            var field = message.nextField();
            if (field == version.series()) {
                request.series(message.readMessage());
            } else if (version == WriteVersion.V1 && field == WriteVersion.METADATA_V1) {
                budget.addSeries();
                MetadataReader.ofRequest(message.readMessage()).ifPresent(request.metadata::add);
            } else {
                message.skipField();
            }
        }
        return request;
    }

    /** Returns the valid series, encoded for the samples topic; each has samples. */
    List<EncodedSeries> series() {
        return series;
    }

    /** Returns the metadata of metrics, and the exemplars of valid series. */
    MetadataAndExemplars additional() {
        return new MetadataAndExemplars(List.copyOf(metadata), exemplars);
    }

    Counts counts() {
        return new Counts(floatCount, histogramCount, exemplarCount);
    }

    /** Returns the number of rejected samples by reason. */
    Map<String, Integer> rejected() {
        return problems.rejected();
    }

    /** Returns the first problems, one a line, and the numbers of all by reason; empty if there are none. */
    String problems() {
        return problems.text();
    }

    private void series(ProtobufReader message) {
        budget.addSeries();
        var plain = readers.plain();
        if (plain.read(message.copy())) {
            budget.addLabels(plain.labelCount());
            budget.addSamples(plain.sampleCount());
            if (plain.sampleCount() > 0) {
                series.add(plain.encoded());
                floatCount += plain.sampleCount();
            }
            if (plain.metadata() != null) {
                addMetadata(new SeriesMetadata(plain.metricName(), plain.metadata()));
            }
        } else {
            add(readers.any().read(message));
        }
    }

    private void addMetadata(SeriesMetadata found) {
        if (knownMetadata.add(found)) {
            found.references().ofMetric(found.metric(), readers.symbols()).ifPresent(metadata::add);
        }
    }

    private void add(ReadSeries read) {
        if (!read.isValid()) {
            problems.addSeries(read);
            return;
        }
        read.metadata().ifPresent(metadata::add);
        var samples = accepted(read.floats(), read);
        floatCount += samples.size();
        var histograms = accepted(read.histograms(), read);
        histogramCount += histograms.size();
        samples.addAll(histograms);
        if (!samples.isEmpty()) {
            samples.sort(Comparator.comparingLong(Sample::time));
            series.add(encoder.encode(new TimeSeries(read.labels(), samples)));
        }
        var own = read.exemplars().stream()
                .filter(exemplar -> window.accepts(exemplar.time()))
                .sorted(Comparator.comparingLong(Exemplar::time))
                .toList();
        problems.addExemplars(read, read.exemplars().size() - own.size());
        exemplarCount += own.size();
        if (!own.isEmpty()) {
            var newest = own.subList(Math.max(0, own.size() - Limit.EXEMPLARS_OF_SERIES.intValue()), own.size());
            exemplars.add(new SeriesExemplars(read.labels(), newest));
        }
    }

    private List<Sample> accepted(List<Sample> samples, ReadSeries read) {
        var accepted = new ArrayList<Sample>(samples.size());
        for (var sample : samples) {
            var rejection = window.rejection(sample.time());
            if (rejection.isEmpty()) {
                accepted.add(sample);
            } else {
                problems.addSample(read, rejection.get().name(), () -> window.describe(sample.time()));
            }
        }
        return accepted;
    }
}

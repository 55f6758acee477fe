package dev.tocsin.kafka.sources;

import dev.tocsin.evaluation.samples.Sample;
import dev.tocsin.evaluation.samples.TimeSeries;
import dev.tocsin.kafka.codec.EncodedSeries;
import dev.tocsin.kafka.codec.SampleEncoder;
import dev.tocsin.labels.Labels;
import dev.tocsin.sources.Accumulation;
import dev.tocsin.sources.SourceSample;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The samples that a task has decoded since its last flush. Increases of a counter are added up. */
final class PendingSamples {
    /** Flushed earlier if there are more. */
    private static final int MAX_SAMPLES = 50_000;

    private static final long MILLIS_PER_SECOND = 1_000;

    private final int partitions;
    private final Map<Group, Map<Labels, List<Sample>>> lists = new LinkedHashMap<>();
    private final Map<Group, Map<Labels, Sample>> singles = new LinkedHashMap<>();
    private int size;

    private record Group(SourceBatch.Kind kind, String source) {}

    /** Receives the encoded batches of a partition of the series. */
    interface BatchSink {
        void accept(int partition, byte[] batch);
    }

    /** @param partitions number of partitions of the series */
    PendingSamples(int partitions) {
        this.partitions = partitions;
    }

    void add(String source, SourceSample one) {
        if (one.accumulation() == Accumulation.NONE) {
            list(SourceBatch.Kind.GAUGE, source, one.labels()).add(one.sample());
        } else if (one.startMs() == 0 && !one.sample().isHistogram()) {
            single(SourceBatch.Kind.COUNTER, source)
                    .merge(
                            one.labels(),
                            one.sample(),
                            (before, next) -> Sample.of(next.time(), before.value() + next.value()));
        } else {
            list(SourceBatch.Kind.DELTA, source, one.labels()).add(one.sample().withStartTimestamp(one.startMs()));
        }
        size++;
    }

    /** The time of a record of a partition; the newest one counts. @param time in milliseconds, 0 for none yet */
    void recordRead(String source, Labels partition, long time) {
        single(SourceBatch.Kind.LAST_RECORD, source)
                .merge(
                        partition,
                        Sample.of(time, (double) time / MILLIS_PER_SECOND),
                        (before, next) -> next.time() > before.time() ? next : before);
    }

    boolean isLarge() {
        return size > MAX_SAMPLES;
    }

    /** Passes on all samples and forgets them. */
    void drain(BatchSink sink) {
        var encoder = new SampleEncoder();
        lists.forEach((group, series) -> {
            var all = new ArrayList<TimeSeries>(series.size());
            series.forEach((labels, samples) -> all.add(new TimeSeries(labels, inOrder(samples))));
            send(encoder, group, all, sink);
        });
        singles.forEach((group, series) -> {
            var all = new ArrayList<TimeSeries>(series.size());
            series.forEach((labels, sample) -> all.add(new TimeSeries(labels, List.of(sample))));
            send(encoder, group, all, sink);
        });
        lists.clear();
        singles.clear();
        size = 0;
    }

    private void send(SampleEncoder encoder, Group group, List<TimeSeries> all, BatchSink sink) {
        var byPartition = new HashMap<Integer, List<EncodedSeries>>();
        for (var one : all) {
            var encoded = encoder.encode(one);
            byPartition
                    .computeIfAbsent(SeriesPartition.of(encoded.hash(), partitions), number -> new ArrayList<>())
                    .add(encoded);
        }
        byPartition.forEach((partition, some) ->
                SourceBatch.encode(group.kind(), group.source(), some, batch -> sink.accept(partition, batch)));
    }

    /** Of two gauge samples of one time, the one that was read later counts. */
    private static List<Sample> inOrder(List<Sample> samples) {
        var isAscending = true;
        for (var i = 1; i < samples.size() && isAscending; i++) {
            isAscending = samples.get(i - 1).time() < samples.get(i).time();
        }
        if (isAscending) {
            return samples;
        }
        var byTime = new LinkedHashMap<List<Long>, Sample>();
        samples.forEach(sample -> byTime.put(List.of(sample.time(), sample.startTimestamp()), sample));
        return byTime.values().stream()
                .sorted(Comparator.comparing(Sample::time))
                .toList();
    }

    private List<Sample> list(SourceBatch.Kind kind, String source, Labels labels) {
        return lists.computeIfAbsent(new Group(kind, source), group -> new LinkedHashMap<>())
                .computeIfAbsent(labels, series -> new ArrayList<>());
    }

    private Map<Labels, Sample> single(SourceBatch.Kind kind, String source) {
        return singles.computeIfAbsent(new Group(kind, source), group -> new LinkedHashMap<>());
    }
}

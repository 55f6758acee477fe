package dev.tocsin.kafka.sources;

import dev.tocsin.kafka.Topics;
import dev.tocsin.kafka.log.Timestamps;
import dev.tocsin.sources.SourceDefinition;
import dev.tocsin.sources.StartPosition;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.AutoOffsetReset;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Repartitioned;

/**
 * Decodes the records of sources, adds up their counters by series, and appends the samples to the samples topic.
 *
 * @param patterns for each first position, the names of the topics: disjoint regular expressions
 */
record SourcesTopology(Map<StartPosition, Pattern> patterns) {
    private static final String SERIES = "source-series";
    private static final String SAMPLES = "source-samples";

    /** Groups the topics of sources by their first position. A topic of several sources is in the first group. */
    static SourcesTopology of(Topics own, List<SourceDefinition> sources) {
        var byStart = sources.stream()
                .collect(Collectors.groupingBy(
                        SourceDefinition::start,
                        LinkedHashMap::new,
                        Collectors.mapping(source -> source.topics().regex(), Collectors.joining("|"))));
        var patterns = new LinkedHashMap<StartPosition, Pattern>();
        var before = new ArrayList<>(List.of(reserved(own)));
        byStart.forEach((start, regex) -> {
            patterns.put(start, Pattern.compile("(?!(?:%s)$)(?:%s)".formatted(String.join("|", before), regex)));
            before.add(regex);
        });
        return new SourcesTopology(patterns);
    }

    /** Tocsin's own topics and those of Kafka are no sources: a source would read what it writes. */
    private static String reserved(Topics own) {
        var prefix = own.settings().prefix();
        var names = own.names().stream().sorted().map(Pattern::quote).collect(Collectors.joining("|"));
        var application = Pattern.quote(SourceStreams.applicationId(own)) + "-.*";
        // Kafka Streams also compares the names of its internal topics without the application id.
        var internal = "(?:%s|%s)-repartition".formatted(SERIES, SAMPLES);
        return "__.*|" + internal + "|" + application + "|" + (prefix.isEmpty() ? names : Pattern.quote(prefix) + ".*");
    }

    /** The same text means the same topology. */
    String signature() {
        return patterns.toString();
    }

    Topology build(SourcesContext sources) {
        var builder = new StreamsBuilder();
        patterns.entrySet().stream()
                .map(entry -> records(builder, entry.getKey(), entry.getValue()))
                .reduce((one, other) -> one.merge(other))
                .orElseThrow()
                .process(SourceProcessor.supplier(sources), Named.as("decode-records"))
                .repartition(bySeries(SERIES))
                .process(SeriesProcessor.supplier(sources), Named.as("add-up-series"))
                .repartition(bySeries(SAMPLES))
                .process(AppendProcessor.supplier(sources), Named.as("append-samples"));
        return builder.build();
    }

    private static KStream<byte[], byte[]> records(StreamsBuilder builder, StartPosition start, Pattern topics) {
        return builder.stream(
                topics,
                Consumed.with(Serdes.ByteArray(), Serdes.ByteArray())
                        .withTimestampExtractor(Timestamps::ofRecord)
                        .withOffsetResetPolicy(reset(start))
                        .withName("records-from-" + name(start)));
    }

    private static Repartitioned<String, byte[]> bySeries(String name) {
        return Repartitioned.<String, byte[]>as(name)
                .withKeySerde(Serdes.String())
                .withValueSerde(Serdes.ByteArray())
                .withNumberOfPartitions(SeriesPartition.COUNT)
                .withStreamPartitioner(SeriesPartition.ofKey());
    }

    private static String name(StartPosition start) {
        return switch (start.kind()) {
            case LATEST -> "latest";
            case EARLIEST -> "earliest";
            case BACK -> start.back().toMillis() + "ms-back";
        };
    }

    private static AutoOffsetReset reset(StartPosition start) {
        return switch (start.kind()) {
            case LATEST -> AutoOffsetReset.latest();
            case EARLIEST -> AutoOffsetReset.earliest();
            case BACK -> AutoOffsetReset.byDuration(start.back());
        };
    }
}

package dev.tocsin.sources;

import dev.tocsin.evaluation.samples.StaleMarker;
import dev.tocsin.notation.GoFloat;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** Records of sources, and samples as texts. */
public final class TestSources {
    /** Time of the records in milliseconds. */
    public static final long TIME = 1_700_000_000_000L;

    private TestSources() {}

    public static SourceRecord record(byte[] value, SourceHeader... headers) {
        return new SourceRecord("topic", 3, 42, TIME, null, value, List.of(headers));
    }

    public static SourceRecord record(String value, SourceHeader... headers) {
        return record(value.getBytes(StandardCharsets.UTF_8), headers);
    }

    public static SourceHeader header(String key, String value) {
        return new SourceHeader(key, value.getBytes(StandardCharsets.UTF_8));
    }

    /** One line for each sample, in order of the series. */
    public static String text(DecodedRecord decoded) {
        return samples(decoded).stream().map(TestSources::text).sorted().collect(Collectors.joining("\n"));
    }

    public static List<SourceSample> samples(DecodedRecord decoded) {
        return ((DecodedRecord.Samples) decoded).samples();
    }

    public static List<String> warnings(DecodedRecord decoded) {
        return ((DecodedRecord.Samples) decoded).warnings();
    }

    /** {@code up{job="a"} 1 @5 start 2}; a delta has a plus before its value. */
    public static String text(SourceSample source) {
        var sample = source.sample();
        var value = sample.isHistogram()
                ? histogram(source)
                : StaleMarker.is(sample.value()) ? "stale" : GoFloat.general(sample.value());
        var start = Math.max(source.startMs(), sample.startTimestamp());
        return "%s%s %s%s @%d%s"
                .formatted(
                        source.labels().metricName(),
                        source.labels().drop(List.of("__name__")),
                        source.accumulation() == Accumulation.ADD ? "+" : "",
                        value,
                        sample.time(),
                        start == 0 ? "" : " start " + start);
    }

    private static String histogram(SourceSample source) {
        var histogram = source.sample().histogram();
        return "histogram{schema %d, zero %s, count %s, sum %s, +%s, -%s, %s}"
                .formatted(
                        histogram.layout().schema(),
                        GoFloat.general(histogram.zeroCount()),
                        GoFloat.general(histogram.count()),
                        GoFloat.general(histogram.sum()),
                        histogram.positive(),
                        histogram.negative(),
                        histogram.resetHint());
    }

    /** Lines in order, as {@link #text(DecodedRecord)} has them. */
    public static String lines(String... lines) {
        return Arrays.stream(lines).sorted().collect(Collectors.joining("\n"));
    }
}

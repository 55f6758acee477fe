package dev.tocsin.http.prometheus;

import dev.tocsin.evaluation.samples.Sample;
import dev.tocsin.evaluation.samples.SampleWindow;
import dev.tocsin.evaluation.samples.TimeSeries;
import dev.tocsin.kafka.codec.EncodedSeries;
import dev.tocsin.kafka.codec.SampleEncoder;
import dev.tocsin.labels.Labels;
import dev.tocsin.notation.GoJson;
import dev.tocsin.sources.Accumulation;
import dev.tocsin.sources.DecodedRecord;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * The points of a request of OTLP.
 *
 * @param series the accepted samples
 * @param rejected the number of rejected samples by reason
 * @param problems a sentence for each kind of rejected points; empty if there are none
 */
record OtlpPoints(List<EncodedSeries> series, Map<String, Integer> rejected, List<String> problems) {
    private static final String DELTA = "DELTA";
    private static final int MAX_PROBLEMS = 10;

    static OtlpPoints of(DecodedRecord.Samples decoded, SampleWindow window) {
        var bySeries = new LinkedHashMap<Labels, List<Sample>>();
        var rejected = new TreeMap<String, Integer>();
        for (var point : decoded.samples()) {
            var reason = point.accumulation() == Accumulation.ADD
                    ? DELTA
                    : window.rejection(point.sample().time()).map(Enum::name).orElse("");
            if (reason.isEmpty()) {
                bySeries.computeIfAbsent(point.labels(), any -> new ArrayList<>())
                        .add(point.sample());
            } else {
                rejected.merge(reason, 1, Integer::sum);
            }
        }
        var encoder = new SampleEncoder();
        var series = new ArrayList<EncodedSeries>();
        bySeries.forEach((labels, samples) -> {
            samples.sort(Comparator.comparingLong(Sample::time));
            series.add(encoder.encode(new TimeSeries(labels, samples)));
        });
        return new OtlpPoints(series, rejected, problems(decoded, rejected));
    }

    private static List<String> problems(DecodedRecord.Samples decoded, Map<String, Integer> rejected) {
        var problems = new ArrayList<String>();
        rejected.forEach((reason, number) -> problems.add(
                reason.equals(DELTA)
                        ? "%d samples of delta temporality were rejected; add the processor deltatocumulative"
                                .formatted(number)
                        : "%d samples were rejected because of their time (%s)"
                                .formatted(
                                        number, reason.toLowerCase(Locale.ROOT).replace('_', ' '))));
        decoded.warnings().stream().limit(MAX_PROBLEMS).forEach(problems::add);
        return problems;
    }

    private int rejectedSamples() {
        return rejected.values().stream().mapToInt(Integer::intValue).sum();
    }

    /** {@code ExportMetricsServiceResponse} as JSON. A number of 64 bits is a text. */
    String responseJson() {
        return problems.isEmpty()
                ? "{}"
                : "{\"partialSuccess\":{\"rejectedDataPoints\":\"%d\",\"errorMessage\":%s}}"
                        .formatted(rejectedSamples(), GoJson.string(String.join("; ", problems)));
    }

    /** {@code ExportMetricsServiceResponse{1 partial_success{1 rejected_data_points, 2 error_message}}}. */
    byte[] responseProtobuf() {
        if (problems.isEmpty()) {
            return new byte[0];
        }
        var partial = new ByteArrayOutputStream();
        partial.write(1 << 3);
        writeVarint(partial, rejectedSamples());
        writeBytes(partial, 2, String.join("; ", problems).getBytes(StandardCharsets.UTF_8));
        var response = new ByteArrayOutputStream();
        writeBytes(response, 1, partial.toByteArray());
        return response.toByteArray();
    }

    private static void writeBytes(ByteArrayOutputStream out, int field, byte[] bytes) {
        out.write(field << 3 | 2);
        writeVarint(out, bytes.length);
        out.writeBytes(bytes);
    }

    private static void writeVarint(ByteArrayOutputStream out, int number) {
        var rest = number;
        while ((rest & ~0x7f) != 0) {
            out.write(rest & 0x7f | 0x80);
            rest >>>= 7;
        }
        out.write(rest);
    }
}

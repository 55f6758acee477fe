package dev.tocsin.evaluation.promql.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tocsin.StoredPrometheus;
import dev.tocsin.evaluation.promql.vectors.EngineOptions;
import dev.tocsin.evaluation.promql.vectors.Value;
import dev.tocsin.evaluation.samples.SeriesStore;
import dev.tocsin.labels.Labels;
import dev.tocsin.notation.GoFloat;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Random samples and many expressions, with results of the same bits as those of a real Prometheus on x86-64, if it is
 * installed. Its exponential function has other bits on other processors.
 */
@Tag("slow")
class PrometheusBitsTest {
    private static final long START = 1_764_500_000_000L;
    private static final long STEP = 15_000;
    private static final int SAMPLES = 200;
    private static final int SERIES = 40;

    private static final List<String> EXPRESSIONS = List.of(
            ("exp(g)|exp(-g)|sin(g)|cos(g)|tan(g)|sinh(g)|cosh(g)|tanh(g)|asin(g)|acos(g)|atan(g)|asinh(g)|acosh(g)"
                            + "|atanh(g)|ln(g)|log2(g)|log10(g)|sqrt(g)|deg(g)|rad(g)|g atan2 3|g%0.3|g^2|g^0.5|g^-1|g^-2.5"
                            + "|g^1.1|g^10|g^1000|g^-1000.5|2^g|10^g|1.1^g|0.3^g|round(g,0.1)|clamp_max(g,-Inf)"
                            + "|rate(c[5m])|increase(c[7m])|irate(c[5m])|idelta(g[5m])|delta(g[5m])|deriv(g[10m])"
                            + "|predict_linear(g[10m],3600)|avg_over_time(g[10m])|sum_over_time(g[10m])"
                            + "|stddev_over_time(g[10m])|stdvar_over_time(g[10m])|quantile_over_time(0.3,g[10m])|sum(g)"
                            + "|avg(g)|stddev(g)|stdvar(g)|quantile(0.77,g)|avg(rate(c[5m]))"
                            + "|histogram_quantile(0.9,rate(h_bucket[5m]))|histogram_quantile(0.123,h_bucket)"
                            + "|histogram_quantile(0.5,sum by (le) (rate(h_bucket[5m])))"
                            + "|avg_over_time(rate(c[2m])[20m:1m])|sum(rate(c[5m]))/sum(rate(g[5m]))|rate(c[5m] offset 3m)")
                    .split("\\|"));

    private final ObjectMapper json = new ObjectMapper();
    private final SeriesStore store = new SeriesStore(SAMPLES * 2);
    private final Map<String, StringBuilder> openMetrics = new TreeMap<>();

    @TempDir
    private Path dir;

    @Test
    void resultsHaveTheSameBits() throws Exception {
        assumeTrue(System.getProperty("os.arch").equals("amd64"), "another processor");
        writeSamples(new Random(1));
        var installed = StoredPrometheus.start(dir, String.join("", openMetrics.values()));
        assumeTrue(installed.isPresent(), "no prometheus or promtool on the path");
        try (var prometheus = installed.orElseThrow()) {
            for (var expression : EXPRESSIONS) {
                compare(prometheus, expression, START + SAMPLES / 2 * STEP + 1);
                compare(prometheus, expression, START + (SAMPLES - 1) * STEP);
            }
        }
    }

    private void writeSamples(Random random) {
        for (var series = 0; series < SERIES; series++) {
            var counter = 0.0;
            var buckets = new double[4];
            for (var i = 0; i < SAMPLES; i++) {
                var time = START + i * STEP + (series % 2) * random.nextInt(900);
                counter = random.nextInt(50) == 0 ? random.nextDouble() : counter + random.nextDouble() * 5;
                add("c", Map.of("i", "" + series), time, counter);
                add("g", Map.of("i", "" + series), time, gauge(random, series));
                var total = 0.0;
                for (var bucket = 0; bucket < buckets.length; bucket++) {
                    buckets[bucket] += random.nextInt(20);
                    total += buckets[bucket];
                    var bound = List.of("0.01", "0.1", "2.5", "+Inf").get(bucket);
                    add("h_bucket", Map.of("i", "" + series, "le", bound), time, total);
                }
            }
        }
    }

    private static double gauge(Random random, int series) {
        return switch (series % 4) {
            case 0 -> random.nextGaussian();
            case 1 -> random.nextDouble() * 1400 - 700;
            case 2 -> random.nextDouble() * 1e12;
            default -> Math.scalb(random.nextDouble(), random.nextInt(1200) - 600);
        };
    }

    private void add(String name, Map<String, String> labels, long time, double value) {
        var all = new TreeMap<>(labels);
        var text = new StringBuilder();
        all.forEach((label, content) ->
                text.append(text.isEmpty() ? "" : ",").append("%s=\"%s\"".formatted(label, content)));
        openMetrics
                .computeIfAbsent(name + text, series -> new StringBuilder())
                .append("%s{%s} %s %d.%03d\n".formatted(name, text, value, time / 1000, time % 1000));
        all.put(Labels.NAME, name);
        store.append(Labels.of(all), time, value);
    }

    private void compare(StoredPrometheus prometheus, String expression, long time) throws Exception {
        var path = "/api/v1/query?query=%s&time=%d.%03d"
                .formatted(URLEncoder.encode(expression, StandardCharsets.UTF_8), time / 1000, time % 1000);
        var answer = json.readTree(prometheus.get(path).body());
        assertThat(answer.path("status").asText()).as("%s", answer).isEqualTo("success");
        var expected = new HashMap<Map<String, String>, Long>();
        for (var element : answer.path("data").path("result")) {
            expected.put(
                    labels(element),
                    bits(GoFloat.parse(element.path("value").get(1).asText())));
        }
        assertThat(expected).as(expression).isNotEmpty();
        var engine = new Engine(EngineOptions.DEFAULTS);
        var seen = new HashMap<Map<String, String>, Long>();
        for (var element : ((Value.Vector)
                        engine.instant(store, engine.parse(expression), time).value())
                .elements()) {
            seen.put(element.labels().asMap(), bits(element.value()));
        }
        assertThat(seen).as("%s at %d", expression, time).isEqualTo(expected);
    }

    private Map<String, String> labels(JsonNode element) {
        var labels = new HashMap<String, String>();
        element.path("metric")
                .properties()
                .forEach(label -> labels.put(label.getKey(), label.getValue().asText()));
        return labels;
    }

    private static long bits(double value) {
        return Double.doubleToLongBits(value);
    }
}

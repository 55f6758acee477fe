package dev.tocsin.sources.formats;

import static dev.tocsin.sources.TestSources.TIME;
import static dev.tocsin.sources.TestSources.header;
import static dev.tocsin.sources.TestSources.lines;
import static dev.tocsin.sources.TestSources.record;
import static dev.tocsin.sources.TestSources.text;
import static dev.tocsin.sources.TestSources.warnings;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tocsin.sources.DecodedRecord;
import dev.tocsin.sources.SourceHeader;
import dev.tocsin.sources.UndecodableRecordException;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.core.metrics.Summary;
import io.prometheus.metrics.expositionformats.OpenMetricsTextFormatWriter;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.ByteArrayOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExpositionFormatTest {
    private static final String AT = " @" + TIME;

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            up 1                                                   | up{} 1 @1700000000000
            up{} 1 1600000000000                                   | up{} 1 @1600000000000
            up{a="b",c="d",} +Inf -5                               | up{a="b", c="d"} +Inf @-5
            up { a = "b" , c = "d" } 1e3                           | up{a="b", c="d"} 1000 @1700000000000
            up{a="x\\"y\\\\z\\nw\\q"} NaN                          | up{a="x\\"y\\\\z\\nw\\\\q"} NaN @1700000000000
            {"my.metric","my label"="x"} 1                         | my.metric{"my label"="x"} 1 @1700000000000
            {"my.metric"} 0x10p0                                   | my.metric{} 16 @1700000000000
            up 1 # {trace_id="abc"} 0.67                           | up{} 1 @1700000000000
            up{a=""} 1                                             | up{} 1 @1700000000000
            """)
    void aLineBecomesASample(String line, String expected) throws Exception {
        assertThat(text(decode("prometheus-text", line + "\n"))).isEqualTo(expected);
    }

    @Test
    void aWrongLineLeavesTheOthers() throws Exception {
        var decoded = decode("prometheus-text", """
                # HELP a ...
                a 1
                b
                c one
                d{x="1",x="2"} 1
                e{x="1} 1
                f{x} 1
                g{x=1} 1
                {x="1"} 1
                h 1 2 3
                i 1 1.5
                j{"k","l"} 1
                m{="1"} 1
                n{a="1" b="2"} 1
                z 2
                """);
        assertThat(text(decoded)).isEqualTo(lines("a{} 1" + AT, "z{} 2" + AT));
        assertThat(warnings(decoded))
                .contains(
                        "line 3 is left out: the value is '', but must be a number",
                        "line 4 is left out: the value is 'one', but must be a number",
                        "line 5 is left out: label 'x' occurs twice",
                        "line 6 is left out: a text in quotes has no end",
                        "line 10 is left out: there is something behind the time: '3'",
                        "line 11 is left out: the time is '1.5', but must be milliseconds since 1970")
                .hasSize(12);
    }

    @Test
    void aRecordOfWrongLinesIsRefusedBeforeItIsReadToItsEnd() {
        assertThatThrownBy(() -> decode("prometheus-text", "a\n".repeat(1_000_000)))
                .isInstanceOf(UndecodableRecordException.class)
                .hasMessageContaining("more than 10000 of its parts are wrong; the first one: line 1 is left out");
        assertThatThrownBy(() -> decode("prometheus-text", "a 1\n".repeat(1_000_000)))
                .isInstanceOf(UndecodableRecordException.class)
                .hasMessageContaining("let the producer send smaller batches");
    }

    @Test
    void timesOfOpenMetricsAreSeconds() throws Exception {
        var expected = "a{} 1 @1600000000500";
        assertThat(text(decode("openmetrics-text", "a 1 1600000000.5\n"))).isEqualTo(expected);
        assertThat(text(decode("prometheus-text", "a 1 1600000000.5\n# EOF\n"))).isEqualTo(expected);
        assertThat(text(decode(
                        "prometheus-text",
                        "a 1 1600000000.5\n",
                        header("Content-Type", "application/openmetrics-text; version=1.0.0"))))
                .isEqualTo(expected);
    }

    @Test
    void boundsAreFloatsAsInPrometheus() throws Exception {
        assertThat(text(decode("prometheus-text", """
                # TYPE h histogram
                h_bucket{le="1"} 1
                h_bucket{le="0.5"} 1
                h_bucket{le="1e6"} 1
                h_bucket{le="+Inf"} 1
                other{le="1"} 1
                # TYPE g gauge
                g{le="1"} 1
                """)))
                .isEqualTo(lines(
                        "h_bucket{le=\"1.0\"} 1" + AT,
                        "h_bucket{le=\"0.5\"} 1" + AT,
                        "h_bucket{le=\"1e+06\"} 1" + AT,
                        "h_bucket{le=\"+Inf\"} 1" + AT,
                        "other{le=\"1\"} 1" + AT,
                        "g{le=\"1\"} 1" + AT));
    }

    /** The client library of Prometheus writes both formats. */
    @Test
    void bothFormatsOfThePrometheusLibraryAreRead() throws Exception {
        var registry = new PrometheusRegistry();
        var counter = Counter.builder().name("requests").labelNames("path").register(registry);
        counter.labelValues("/a\"b\n").inc(3);
        var histogram = Histogram.builder()
                .name("latency")
                .classicOnly()
                .classicUpperBounds(1, 2.5)
                .register(registry);
        histogram.observe(2);
        Summary.builder().name("size").register(registry).observe(7);
        var prometheus = new ByteArrayOutputStream();
        PrometheusTextFormatWriter.create().write(prometheus, registry.scrape());
        var expected = lines(
                "latency_bucket{le=\"+Inf\"} 1" + AT,
                "latency_bucket{le=\"1.0\"} 0" + AT,
                "latency_bucket{le=\"2.5\"} 1" + AT,
                "latency_count{} 1" + AT,
                "latency_sum{} 2" + AT,
                "requests_total{path=\"/a\\\"b\\n\"} 3" + AT,
                "size_count{} 1" + AT,
                "size_sum{} 7" + AT);
        assertThat(text(SourceFormats.create("prometheus-text", FormatOptions.DEFAULTS)
                        .decode(record(prometheus.toByteArray()))))
                .isEqualTo(expected);
        var openMetrics = new ByteArrayOutputStream();
        OpenMetricsTextFormatWriter.create().write(openMetrics, registry.scrape());
        assertThat(text(SourceFormats.create("openmetrics-text", FormatOptions.DEFAULTS)
                        .decode(record(openMetrics.toByteArray()))))
                .isEqualTo(expected);
    }

    private static DecodedRecord decode(String format, String text, SourceHeader... headers)
            throws UndecodableRecordException {
        return SourceFormats.create(format, FormatOptions.DEFAULTS).decode(record(text, headers));
    }
}

package dev.tocsin.sources.formats;

import static dev.tocsin.sources.TestSources.TIME;
import static dev.tocsin.sources.TestSources.lines;
import static dev.tocsin.sources.TestSources.record;
import static dev.tocsin.sources.TestSources.text;
import static dev.tocsin.sources.TestSources.warnings;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tocsin.sources.DecodedRecord;
import dev.tocsin.sources.UndecodableRecordException;
import dev.tocsin.sources.otlp.NamingStrategy;
import dev.tocsin.sources.otlp.OtlpOptions;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VectorJsonTest {
    private static final String AT = " @" + TIME;

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            "kind":"absolute","counter":{"value":5.0}                          | n_m{a="b"} 5 @1700000000000
            "kind":"incremental","counter":{"value":5.0}                       | n_m{a="b"} +5 @1700000000000
            "kind":"incremental","interval_ms":10,"counter":{"value":5.0}      | n_m{a="b"} +5 @1700000000000 start 1699999999990
            "kind":"absolute","gauge":{"value":-1.5}                           | n_m{a="b"} -1.5 @1700000000000
            "kind":"incremental","gauge":{"value":-1.5}                        | n_m{a="b"} +-1.5 @1700000000000
            "kind":"incremental","set":{"values":["x","y"]}                    | n_m{a="b"} 2 @1700000000000
            """)
    void aSimpleMetricBecomesOneSample(String value, String expected) throws Exception {
        assertThat(text(decode(metric(value)))).isEqualTo(expected);
        assertThat(text(decode("{\"metric\":" + metric(value) + "}"))).isEqualTo(expected);
    }

    @Test
    void bucketsOfHistogramsAreAddedUp() throws Exception {
        var value = """
                "kind":"incremental","aggregated_histogram":{"buckets":[{"upper_limit":2.0,"count":3},
                {"upper_limit":1.0,"count":1},{"upper_limit":null,"count":2}],"count":6,"sum":9.5}""";
        assertThat(text(decode(metric(value))))
                .isEqualTo(lines(
                        "n_m_bucket{a=\"b\", le=\"1\"} +1" + AT,
                        "n_m_bucket{a=\"b\", le=\"2\"} +4" + AT,
                        "n_m_bucket{a=\"b\", le=\"+Inf\"} +6" + AT,
                        "n_m_count{a=\"b\"} +6" + AT,
                        "n_m_sum{a=\"b\"} +9.5" + AT));
    }

    @Test
    void quantilesOfSummariesAreNotAddedUp() throws Exception {
        var value = """
                "kind":"incremental","aggregated_summary":{"quantiles":[{"quantile":0.99,"value":7}],"count":6,"sum":9.5}""";
        assertThat(text(decode(metric(value))))
                .isEqualTo(lines(
                        "n_m{a=\"b\", quantile=\"0.99\"} 7" + AT,
                        "n_m_count{a=\"b\"} +6" + AT,
                        "n_m_sum{a=\"b\"} +9.5" + AT));
    }

    @Test
    void observationsBecomeANativeHistogram() throws Exception {
        var value = """
                "kind":"incremental","distribution":{"samples":[{"value":1.0,"rate":2},{"value":2.1,"rate":1},
                {"value":0.0,"rate":1},{"value":-8.0,"rate":3}],"statistic":"histogram"}""";
        assertThat(text(decode(metric(value))))
                .isEqualTo(
                        "n_m{a=\"b\"} +histogram{schema 3, zero 1, count 7, sum -19.9, +[0, 9][2.0, 1.0], -[24][3.0], UNKNOWN}"
                                + AT);
    }

    @Test
    void aSketchGivesItsCountAndSum() throws Exception {
        var decoded = decode(metric("""
                "kind":"incremental","sketch":{"sketch":{"AgentDDSketch":{"bins":{"k":[1],"n":[2]},"count":2,"min":1,"max":1,
                "sum":2,"avg":1}}}"""));
        assertThat(text(decoded)).isEqualTo(lines("n_m_count{a=\"b\"} +2" + AT, "n_m_sum{a=\"b\"} +2" + AT));
        assertThat(warnings(decoded)).containsExactly("the quantiles of the sketch are left out");
    }

    @Test
    void tagsCanHaveSeveralValuesAndTheTimeCanBeMissing() throws Exception {
        var json = """
                {"name":"m.x","tags":{"a-b":["x",null,"y"],"c":null,"d":"z"},"kind":"absolute","gauge":{"value":1}}""";
        assertThat(text(decode(json))).isEqualTo("m_x{a_b=\"y\", d=\"z\"} 1" + AT);
    }

    @Test
    void incrementsAreKeptAsTheyAreIfAskedFor() throws Exception {
        var otlp = new OtlpOptions(NamingStrategy.NO_TRANSLATION, Set.of(), false, false);
        var options = new FormatOptions(true, otlp, false, Optional.empty(), "");
        var json = metric("\"kind\":\"incremental\",\"counter\":{\"value\":5.0}");
        assertThat(text(SourceFormats.create("vector-json", options).decode(record(json))))
                .isEqualTo("n_m{a=\"b\"} 5" + AT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"log\":{\"a\":1}}", "{\"trace\":{}}"})
    void otherEventsAreIgnored(String json) throws Exception {
        assertThat(decode(json)).isInstanceOf(DecodedRecord.Ignored.class);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"kind":"absolute","gauge":{"value":1}}                        | field 'name' is missing
            {"name":"m","gauge":{"value":1}}                               | field 'kind' is missing
            {"name":"m","kind":"other","gauge":{"value":1}}                | must be "incremental" or "absolute"
            {"name":"m","kind":"absolute"}                                 | it has no value of a known type
            {"name":"m","kind":"absolute","gauge":{}}                      | field 'value' is missing
            {"name":"m","kind":"absolute","counter":{"value":"x"}}         | field 'value' is "x", but must be a number
            {"name":"...","kind":"absolute","counter":{"value":1}}         | it has no metric name
            {"message":"a line of a log"}                                  | field 'name' is missing
            """)
    void aWrongRecordIsRefusedWithItsReason(String json, String reason) {
        assertThatThrownBy(() -> decode(json))
                .isInstanceOf(UndecodableRecordException.class)
                .hasMessageContaining(reason)
                .hasMessageContaining("native_json");
    }

    private static DecodedRecord decode(String json) throws UndecodableRecordException {
        return SourceFormats.create("vector-json", FormatOptions.DEFAULTS).decode(record(json));
    }

    private static String metric(String value) {
        return """
                {"name":"m","namespace":"n","tags":{"a":"b"},"timestamp":"2023-11-14T22:13:20.000000000Z",%s}""".formatted(value);
    }
}

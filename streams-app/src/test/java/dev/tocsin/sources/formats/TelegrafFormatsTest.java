package dev.tocsin.sources.formats;

import static dev.tocsin.sources.TestSources.TIME;
import static dev.tocsin.sources.TestSources.lines;
import static dev.tocsin.sources.TestSources.record;
import static dev.tocsin.sources.TestSources.text;
import static dev.tocsin.sources.TestSources.warnings;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tocsin.sources.DecodedRecord;
import dev.tocsin.sources.TimestampUnit;
import dev.tocsin.sources.UndecodableRecordException;
import dev.tocsin.sources.otlp.OtlpOptions;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TelegrafFormatsTest {
    private static final String AT = " @" + TIME;

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            cpu,host=a usage=1.5 1700000000123456789                     | cpu_usage{host="a"} 1.5 @1700000000123
            cpu usage=1                                                  | cpu_usage{} 1 @1700000000000
            cpu usage=42i                                                | cpu_usage{} 42 @1700000000000
            cpu usage=18446744073709551615u                              | cpu_usage{} 1.8446744073709552e+19 @1700000000000
            cpu usage=-1.5e-3                                            | cpu_usage{} -0.0015 @1700000000000
            cpu usage=.5                                                 | cpu_usage{} 0.5 @1700000000000
            cpu up=t                                                     | cpu_up{} 1 @1700000000000
            cpu up=False                                                 | cpu_up{} 0 @1700000000000
            cpu,host=a\\ b,x\\=y=1\\,2 usage=1                           | cpu_usage{host="a b", x_y="1,2"} 1 @1700000000000
            my\\ cpu\\,x usage=1                                         | my_cpu_x_usage{} 1 @1700000000000
            cpu,path=C:\\dir usage=1                                     | cpu_usage{path="C:\\\\dir"} 1 @1700000000000
            cpu usage=1,text="a b, \\"c\\" = 5" 1700000000000000000      | cpu_usage{} 1 @1700000000000
            prometheus,le=0.5 http_bucket=3                              | http_bucket{le="0.5"} 3 @1700000000000
            cpu.0 usage%=1                                               | cpu_0_usage{} 1 @1700000000000
            1min load=1                                                  | min_load{} 1 @1700000000000
            cpu   usage=1    1700000000000000000                         | cpu_usage{} 1 @1700000000000
            """)
    void aLineBecomesASeriesForEachField(String line, String expected) throws Exception {
        assertThat(text(influx(line + "\n"))).isEqualTo(expected);
    }

    @Test
    void aTextFieldCanHaveLineBreaks() throws Exception {
        assertThat(text(influx("log message=\"one\ntwo # 3\",size=5i 1700000000000000000\n# comment\n\ncpu usage=1\n")))
                .isEqualTo(lines("log_size{} 5" + AT, "cpu_usage{} 1" + AT));
    }

    @Test
    void aWrongLineLeavesTheOthers() throws Exception {
        var decoded = influx("""
                cpu usage=1
                cpu,host usage=1
                ,host=a usage=1
                cpu
                cpu usage
                cpu usage=abc
                cpu usage="abc
                cpu usage=NaN
                cpu usage=1f
                cpu,a=1,a=2 usage=1
                cpu,a-b=1,a.b=2 usage=1
                cpu usage=1 soon
                cpu usage=1 1 2
                mem free=2
                """);
        assertThat(text(decoded)).isEqualTo(lines("cpu_usage{} 1" + AT, "mem_free{} 2" + AT));
        assertThat(warnings(decoded))
                .containsExactly(
                        "line 2 is left out: tag 'host' has no value; a tag is KEY=VALUE",
                        "line 3 is left out: it has no measurement",
                        "line 4 is left out: measurement 'cpu' has no fields",
                        "line 5 is left out: field 'usage' has no value; a field is KEY=VALUE",
                        "line 6 is left out: the value of field 'usage' is 'abc', but must be a number, a boolean or a text in quotes",
                        "line 7 is left out: the text of field 'usage' has no end",
                        "line 8 is left out: the value of field 'usage' is 'NaN', but must be a number, a boolean or a text in quotes",
                        "line 9 is left out: the value of field 'usage' is '1f', but must be a number, a boolean or a text in quotes",
                        "line 10 is left out: tag 'a' occurs twice",
                        "metric 'cpu' is left out: two tags become the label 'a_b'; rename one of them",
                        "line 12 is left out: the time is 'soon', but must be an integer",
                        "line 13 is left out: there is something behind the time: '2'");
    }

    @Test
    void theTimeCanHaveAnotherUnit() throws Exception {
        var options = options(false, Optional.of(TimestampUnit.S));
        assertThat(text(SourceFormats.create("influx", options).decode(record("cpu usage=1 1700000000\n"))))
                .isEqualTo("cpu_usage{} 1" + AT);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            cpu value=1         | cpu{} 1
            cpu value=1,gauge=2 | cpu_gauge{} 2 cpu_value{} 1
            cpu usage=1         | cpu_usage{} 1
            cpu value=1,t="x"   | cpu_value{} 1
            """)
    void anOnlyFieldOfAUsualNameCanBeLeftOut(String line, String expected) throws Exception {
        var format = SourceFormats.create("influx", options(true, Optional.empty()));
        assertThat(text(format.decode(record(line))).replace(AT, "").replace("\n", " "))
                .isEqualTo(expected);
    }

    @Test
    void aMetricInJsonBecomesASeriesForEachNumberAndBoolean() throws Exception {
        assertThat(text(json("""
                {"fields":{"usage_idle":98.5,"up":true,"model":"x","count":9007199254740993},"name":"cpu",
                 "tags":{"host":"a","cpu-id":"0"},"timestamp":1700000000}
                """)))
                .isEqualTo(lines(
                        "cpu_count{cpu_id=\"0\", host=\"a\"} 9.007199254740992e+15" + AT,
                        "cpu_up{cpu_id=\"0\", host=\"a\"} 1" + AT,
                        "cpu_usage_idle{cpu_id=\"0\", host=\"a\"} 98.5" + AT));
    }

    @ParameterizedTest
    @CsvSource({
        "s, 1700000000",
        "ms, 1700000000000",
        "us, 1700000000000000",
        "ns, 1700000000000000000",
        "s, 1700000000.0",
        "s, '\"2023-11-14T22:13:20Z\"'",
        "s, '\"2023-11-14T23:13:20+01:00\"'"
    })
    void theTimeInJsonHasAUnit(String unit, String time) throws Exception {
        var options = options(false, TimestampUnit.of(unit));
        var record = record("{\"fields\":{\"v\":1},\"name\":\"m\",\"tags\":{},\"timestamp\":" + time + "}");
        assertThat(text(SourceFormats.create("telegraf-json", options).decode(record)))
                .isEqualTo("m_v{} 1" + AT);
    }

    @Test
    void aWrongMetricOfABatchLeavesTheOthers() throws Exception {
        var decoded = json("""
                {"metrics":[{"fields":{"v":1},"name":"m","tags":{},"timestamp":1700000000},
                            {"fields":5,"name":"n"}, 7, {"fields":{"v":1},"timestamp":1},
                            {"fields":{"v":1},"name":"m","timestamp":"yesterday"},
                            {"fields":{"v":1},"name":"m","timestamp":9223372036854775807}]}
                """);
        assertThat(text(decoded)).isEqualTo("m_v{} 1" + AT);
        assertThat(warnings(decoded))
                .containsExactly(
                        "a metric of the batch is left out: field 'fields' is 5, but must be an object with the fields of the metric",
                        "a metric of the batch is left out: a metric is no JSON object",
                        "a metric of the batch is left out: field 'name' is missing; it must be a text",
                        "a metric of the batch is left out: field 'timestamp' is \"yesterday\", but must be a time such as 2026-01-31T08:00:00Z",
                        "a metric of the batch is left out: long overflow");
    }

    @Test
    void aRecordOfAnotherShapeIsRefusedWithTheRemedy() {
        assertThatThrownBy(() -> json("{\"orders\": 5}"))
                .isInstanceOf(UndecodableRecordException.class)
                .hasMessage(
                        "the record is not of format telegraf-json: field 'fields' is missing; it must be an object with the"
                                + " fields of the metric. Set data_format = \"json\" in Telegraf's outputs.kafka, without"
                                + " json_transformation.");
    }

    private static DecodedRecord influx(String text) throws UndecodableRecordException {
        return SourceFormats.create("influx", FormatOptions.DEFAULTS).decode(record(text));
    }

    private static DecodedRecord json(String text) throws UndecodableRecordException {
        return SourceFormats.create("telegraf-json", FormatOptions.DEFAULTS).decode(record(text));
    }

    private static FormatOptions options(boolean singleFieldValue, Optional<TimestampUnit> unit) {
        return new FormatOptions(true, OtlpOptions.DEFAULTS, singleFieldValue, unit, "tenant");
    }
}

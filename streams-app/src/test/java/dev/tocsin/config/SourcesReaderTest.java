package dev.tocsin.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.kafka.sources.RegistrySchemas;
import dev.tocsin.labels.Labels;
import dev.tocsin.sources.DecodedRecord;
import dev.tocsin.sources.SourceDefinition;
import dev.tocsin.sources.SourceLimits;
import dev.tocsin.sources.SourceRecord;
import dev.tocsin.sources.StartPosition;
import dev.tocsin.sources.UndecodableRecordException;
import dev.tocsin.sources.formats.SourceFormats;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SourcesReaderTest {
    private static List<SourceDefinition> read(String yaml) {
        return SourcesReader.read("sources", yaml, RegistrySchemas.NONE);
    }

    @Test
    void theExampleIsValid() throws IOException {
        var example = Files.readString(Path.of("../examples/sources.yml"));
        assertThat(SourcesReader.problems("sources.yml", example)).isEmpty();
    }

    @Test
    void readsDefaultsAndWhatIsWritten() {
        var all = read("""
                sources:
                  - {name: a, topic: t, format: json, series: [{metric: m_total, value: 1, kind: counter}]}
                  - name: b
                    topics: [t, u]
                    pattern: 'shop\\..*'
                    format: json
                    start: -15m
                    labels: {env: prod}
                    series: [{metric: m, value: $.v}]
                    limits: {max_series: 7, max_label_length: 9}
                    dead_letter: dead
                """);
        var a = all.get(0);
        assertThat(a.start()).isEqualTo(StartPosition.back(Duration.ofMinutes(5)));
        assertThat(a.limits()).isEqualTo(new SourceLimits(50_000, 256));
        assertThat(a.knownCounters()).containsExactly(Labels.of("__name__", "m_total"));
        assertThat(a.topics().contains("t")).isTrue();
        var b = all.get(1);
        assertThat(b.start()).isEqualTo(StartPosition.back(Duration.ofMinutes(15)));
        assertThat(b.limits()).isEqualTo(new SourceLimits(7, 9));
        assertThat(b.deadLetterTopic()).contains("dead");
        assertThat(List.of("t", "u", "shop.x")).allMatch(b.topics()::contains);
        assertThat(b.topics().contains("shop")).isFalse();
    }

    @Test
    void allMistakesAreToldAtOnceWithTheirLines() {
        assertThat(SourcesReader.problems("s", """
                        sources:
                          - name: a b
                            topics: ['x y']
                            format: jsn
                          - name: c
                            format: json
                            when: '$.a = 1'
                            time: {path: at, unit: h}
                            start: tomorrow
                            series:
                              - {metric: '', value: many, kind: sum}
                              - {metric: m, value: $.v, labels: {__name__: x, ok: $x.y}}
                              - {value: $.v}
                            dead_leter: x
                          - name: c
                            pattern: '('
                            format: json
                            series: []
                            limits: {max_series: 0}
                          - {topics: [t]}
                        """))
                .satisfiesExactly(
                        problem -> assertThat(problem).startsWith("s:2:11: sources[0].name is 'a b'"),
                        problem -> assertThat(problem).startsWith("s:3:5: 'x y' is not the name of a topic"),
                        problem -> assertThat(problem).startsWith("s:4:5: unknown format 'jsn'; did you mean 'json'?"),
                        problem -> assertThat(problem).startsWith("s:5:5: the source has no topics"),
                        problem -> assertThat(problem)
                                .startsWith("s:7:11: ")
                                .contains("character 5: expected 'and', 'or' or the end"),
                        problem -> assertThat(problem).startsWith("s:8:12: 'at' is not a path"),
                        problem -> assertThat(problem).startsWith("s:8:28: sources[1].time.unit is 'h'"),
                        problem -> assertThat(problem).startsWith("s:9:12: sources[1].start is 'tomorrow'"),
                        problem -> assertThat(problem).startsWith("s:11:10: the metric has no name"),
                        problem -> assertThat(problem).startsWith("s:11:22: the value 'many' is no path"),
                        problem -> assertThat(problem).startsWith("s:11:41: sources[1].series[0].kind is 'sum'"),
                        problem -> assertThat(problem).startsWith("s:12:52: '__name__' is not a valid name of a label"),
                        problem -> assertThat(problem).startsWith("s:12:59: ").contains("there is no '$x'"),
                        problem -> assertThat(problem).startsWith("s:13:9: a series has no metric"),
                        problem -> assertThat(problem)
                                .startsWith("s:14:5: unknown key 'sources[1].dead_leter'; did you mean"),
                        problem -> assertThat(problem).startsWith("s:15:5: another source is also named 'c'"),
                        problem -> assertThat(problem).startsWith("s:16:14: sources[2].pattern is '('"),
                        problem -> assertThat(problem).startsWith("s:18:5: the source has no series"),
                        problem -> assertThat(problem).startsWith("s:19:"),
                        problem -> assertThat(problem).startsWith("s:20:5: a source has no name"),
                        problem -> assertThat(problem).startsWith("s:20:5: the source has no format"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("formats")
    void everyFormatIsReadByItsName(String format) {
        assertThat(read("sources: [{name: a, topic: t, format: %s}]".formatted(format))
                        .get(0)
                        .formatName())
                .isEqualTo(format);
    }

    static List<String> formats() {
        return SourceFormats.names();
    }

    @Test
    void optionsOfFormatsAreChecked() {
        assertThat(SourcesReader.problems("s", """
                        sources:
                          - name: a
                            topic: t
                            format: otlp_proto
                            translation_strategy: None
                            promote_resource_attributes: [k8s.pod.name]
                            scope_labels: maybe
                            delta: drop
                            stale_nan: true
                          - {name: b, topic: t, format: influx, timestamp_unit: h, single_field_value: true}
                          - {name: c, topic: t, format: graphite}
                          - {name: d, topic: t, format: mimir, tenant_label: org, series: []}
                          - {name: e, topic: t, format: json, envelope: x, snapshots: true, series: [{metric: m, value: 1}]}
                        """))
                .satisfiesExactly(
                        problem -> assertThat(problem).startsWith("s:5:27: sources[0].translation_strategy is 'None'"),
                        problem -> assertThat(problem).startsWith("s:7:19: sources[0].scope_labels is 'maybe'"),
                        problem -> assertThat(problem).startsWith("s:8:12: sources[0].delta is 'drop'"),
                        problem -> assertThat(problem).startsWith("s:9:5: unknown key 'sources[0].stale_nan'"),
                        problem -> assertThat(problem).startsWith("s:10:57: sources[1].timestamp_unit is 'h'"),
                        problem -> assertThat(problem).contains("unknown format 'graphite'; let Telegraf write influx"),
                        problem -> assertThat(problem).contains("unknown key 'sources[3].series'"),
                        problem -> assertThat(problem).contains("sources[4].envelope is 'x'"),
                        problem -> assertThat(problem).contains("only events of Debezium have snapshots"));
    }

    @Test
    void eventsOfDebeziumAreMappedWithoutSnapshots() throws UndecodableRecordException {
        var format = read("""
                        sources:
                          - name: a
                            topic: t
                            format: debezium
                            series: [{metric: rows_total, value: 1, labels: {op: $.op}, kind: counter}]
                        """).get(0).format();
        var created = "{\"before\":null,\"after\":{\"id\":1},\"op\":\"c\",\"source\":{\"table\":\"t\"},\"ts_ms\":1}";
        assertThat(format.decode(record(created))).isInstanceOf(DecodedRecord.Samples.class);
        assertThat(format.decode(record(created.replace("\"c\"", "\"r\"")))).isInstanceOf(DecodedRecord.Ignored.class);
    }

    private static SourceRecord record(String value) {
        return new SourceRecord("t", 0, 0, 0, null, value.getBytes(StandardCharsets.UTF_8), List.of());
    }

    @Test
    void aDocumentWithoutSourcesIsAMistake() {
        assertThat(SourcesReader.problems("s", "{}"))
                .singleElement()
                .asString()
                .contains("there are no sources; write 'sources: []' to remove all sources");
        assertThat(SourcesReader.problems("s", "sources: []")).isEmpty();
    }

    @Test
    void settingsHaveSources() {
        var text = "sources: [{name: a, topic: t, format: json, series: [{metric: m, value: 1}]}]";
        var settings = Settings.read("tocsin.yml", text, Map.of(), "alpha");
        assertThat(settings.sources().with(RegistrySchemas.NONE))
                .extracting(SourceDefinition::name)
                .containsExactly("a");
    }
}

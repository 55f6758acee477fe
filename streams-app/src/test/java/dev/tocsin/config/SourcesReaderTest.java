package dev.tocsin.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.labels.Labels;
import dev.tocsin.sources.SourceDefinition;
import dev.tocsin.sources.SourceLimits;
import dev.tocsin.sources.StartPosition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SourcesReaderTest {
    private static List<SourceDefinition> read(String yaml) {
        return SourcesReader.read("sources", yaml, SourceFormatReader.AvroSchemas.NONE);
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
        assertThat(settings.sources().with(SourceFormatReader.AvroSchemas.NONE))
                .extracting(SourceDefinition::name)
                .containsExactly("a");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            format: otlp_proto, translation_strategy: NoTranslation, promote_resource_attributes: [k8s.pod.name], scope_labels: true, delta: as_is
            format: otlp_json
            format: influx, single_field_value: true, timestamp_unit: ms
            format: telegraf-json, timestamp_unit: ns
            format: vector-json, delta: accumulate
            format: adapter-json, stale_nan: false
            format: mimir, tenant_label: ''
            format: remote-write
            format: prometheus-text
            format: debezium, snapshots: true, series: [{metric: m_total, value: 1, kind: counter}]
            format: avro, envelope: debezium, series: [{metric: m_total, value: 1, kind: counter}]
            format: cloudevents, series: [{metric: m, value: $.data.x}]
            """)
    void formatsOfOtherProductsHaveTheirOptions(String keys) {
        assertThat(SourcesReader.problems("s", "sources: [{name: a, topic: t, %s}]".formatted(keys)))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            format: msgpack                                       | unknown format 'msgpack'; let the producer write json
            format: otlp                                          | unknown format 'otlp'; use otlp_proto or otlp_json
            format: otlp_prot                                     | unknown format 'otlp_prot'; did you mean 'otlp_proto'?
            format: otlp_proto, translation_strategy: No          | must be one of UnderscoreEscapingWithSuffixes, UnderscoreEscapingWithoutSuffixes
            format: otlp_proto, delta: add                        | must be accumulate or as_is
            format: influx, timestamp_unit: minutes               | must be s, ms, us or ns
            format: influx, delta: as_is                          | unknown key 'sources[0].delta'
            format: influx, series: []                            | unknown key 'sources[0].series'
            format: json, envelope: soap, series: [{metric: m, value: 1}]  | must be none, debezium or cloudevents
            format: json, snapshots: true, series: [{metric: m, value: 1}] | unknown key 'sources[0].snapshots'
            """)
    void optionsThatAFormatDoesNotHaveAreMistakes(String keys, String problem) {
        assertThat(SourcesReader.problems("s", "sources: [{name: a, topic: t, %s}]".formatted(keys)))
                .singleElement()
                .asString()
                .contains(problem);
    }
}

package dev.tocsin.evaluation.rules;

import static dev.tocsin.evaluation.rules.TestRuleGroups.alert;
import static dev.tocsin.evaluation.rules.TestRuleGroups.group;
import static dev.tocsin.evaluation.rules.TestRuleGroups.labelled;
import static dev.tocsin.evaluation.rules.TestRuleGroups.record;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.evaluation.promql.engine.Engine;
import dev.tocsin.evaluation.promql.vectors.EngineOptions;
import dev.tocsin.labels.Labels;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RuleSelectorsTest {
    private static final List<Labels> SERIES = List.of(
            Labels.of("__name__", "up", "job", "a"),
            Labels.of("__name__", "up", "job", "b"),
            Labels.of("__name__", "load", "job", "a"),
            Labels.of("__name__", "load", "host", "x"));

    private final RuleSelectors selectors = new RuleSelectors(new Engine(EngineOptions.DEFAULTS)::parse);

    private String selected() {
        return String.join(
                " ",
                SERIES.stream()
                        .filter(selectors)
                        .map(series -> series.metricName() + (series.has("job") ? "_" + series.get("job") : ""))
                        .toList());
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = ';', quoteCharacter = '!', nullValues = "-", textBlock = """
            # expression                                   ; selected series
            up                                             ; up_a up_b
            up{job="a"}                                    ; up_a
            {job="a",__name__="up"} or {__name__="load",job="a"} ; up_a load_a
            up{job!="a"}                                   ; up_b
            up{job=~"a|c"}                                 ; up_a
            load{job=""}                                   ; load
            load{job!=""}                                  ; load_a
            {__name__=~"l.*"}                              ; load_a load
            rate(up{job="b"}[5m] offset 1h)                ; up_b
            max_over_time(sum(up{job="a"})[1h:1m] @ 100)   ; up_a
            absent(load{job="a"})                          ; load_a
            up{job="a"} / on() group_left() load{host="x"} ; up_a load
            vector(1)                                      ; !!
            """)
    void seriesAreSelectedByAnySelectorOfAnExpression(String expression, String expected) {
        selectors.put(group(alert("A", expression, "", "")));
        assertThat(selected()).isEqualTo(expected);
    }

    @Test
    void seriesStaySelectedAsLongAsARuleOfAnyGroupSelectsThem() {
        selectors.put(group(alert("A", "up", "", ""), record("r", "load", Map.of())));
        assertThat(selected()).isEqualTo("up_a up_b load_a load");

        selectors.put(group(alert("A", "up{job=\"a\"}", "", ""), alert("B", "up{job=\"a\"} > 1", "", "")));
        assertThat(selected()).isEqualTo("up_a");

        selectors.remove("app/node");
        selectors.remove("no such group");
        assertThat(selected()).isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = ';', quoteCharacter = '!', textBlock = """
            # template                                                ; also selected
            slow query on {{ $labels.job }}                           ; !!
            {{ query "load" | first | value }}                        ; load_a load
            {{ with query `load{host="x"}` }}{{ . | len }}{{ end }}   ; load
            {{ "load" | query | len }}                                ; load_a load
            {{ range query "load" }}{{ .Value }}{{ else }}{{ (query "up").Len }}{{ end }} ; load_a load up_a up_b
            {{ define "x" }}{{ query "load" }}{{ end }}{{ template "x" }} ; load_a load
            {{ query "not an ( expression" }}                         ; !!
            {{ query "time()" }}                                      ; !!
            """)
    void constantQueriesOfTemplatesSelectSeries(String template, String expected) {
        selectors.put(group(labelled(alert("A", "vector(1)", "", ""), Map.of(), Map.of("note", template))));
        assertThat(selected().split(" ")).containsExactlyInAnyOrder(expected.split(" "));
        assertThat(selectors.ruleWithUnknownQuery()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{{ query $labels.query }}",
                "{{ printf \"load{job='%s'}\" $labels.job | query }}",
                "{{ query (printf \"load\") }}",
                "{{ len (query .Value) }}",
                "{{ if true }}{{ else }}{{ \"a\" | print | query }}{{ end }}"
            })
    void everySeriesIsSelectedWhileATemplateQueriesWhatIsNotConstant(String template) {
        var rule = alert("A", "vector(1)", "", "");
        for (var group : Stream.of(
                        labelled(rule, Map.of("note", template), Map.of()),
                        labelled(rule, Map.of(), Map.of("note", template)))
                .map(TestRuleGroups::group)
                .toList()) {
            selectors.put(group);
            assertThat(selected()).isEqualTo("up_a up_b load_a load");
            assertThat(selectors.ruleWithUnknownQuery()).contains("app/node/A");
        }
        selectors.put(group(rule));
        assertThat(selected()).isEmpty();
    }
}

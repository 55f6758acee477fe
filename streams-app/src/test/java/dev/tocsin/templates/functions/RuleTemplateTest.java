package dev.tocsin.templates.functions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tocsin.labels.Labels;
import dev.tocsin.templates.TemplateFailedException;
import dev.tocsin.templates.TemplateSyntaxException;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RuleTemplateTest {
    private static final RuleContext CONTEXT = new RuleContext(
            Labels.of("instance", "a:9100", "x-y", "dashed"),
            SampleValue.of(1_000_000),
            Labels.of("region", "eu"),
            URI.create("http://tocsin:9093/base"),
            Instant.ofEpochSecond(60),
            expression -> List.of(new QuerySample(Labels.of("q", expression), 2)));

    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource(delimiter = '¦', textBlock = """
            no action                                           ¦ no action
            CPU of {{ $labels.instance }} is {{ $value }}       ¦ CPU of a:9100 is 1e+06
            {{ .Labels.instance }} {{ .Value | humanize }}      ¦ a:9100 1M
            {{ index $labels "x-y" }}{{ $labels.nobody }}       ¦ dashed
            {{ $externalLabels.region }} {{ $externalURL }}     ¦ eu http://tocsin:9093/base
            {{ pathPrefix }} {{ now }}                          ¦ /base 60
            {{ with query "up" }}{{ . | first | label "q" }}{{ end }} ¦ up
            {{ range query "up" }}{{ .Value }}{{ end }}         ¦ 2
            {{ $labels }}                                       ¦ map[instance:a:9100 x-y:dashed]
            {{ . }}                                             ¦ {map[instance:a:9100 x-y:dashed] map[region:eu] http://tocsin:9093/base 1e+06}
            {{ printf "%v" . }}                                 ¦ {map[instance:a:9100 x-y:dashed] map[region:eu] http://tocsin:9093/base 1e+06}
            """)
    void rendersAsPrometheus(String text, String expected) {
        assertThat(RuleTemplate.parse("__alert_A", text).expand(CONTEXT)).isEqualTo(expected);
    }

    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource(delimiter = '¦', textBlock = """
            {{ $value }}                                        ¦ {count:3, sum:10}
            {{ $value.Sum }}/{{ .Value.Count }}                 ¦ 10/3
            {{ printf "%v %s" $value $value }}                  ¦ {count:3, sum:10} {count:3, sum:10}
            {{ query "h" | first | value }}                     ¦ {count:3, sum:10}
            {{ (query "h" | first).Value.Sum | humanize }}      ¦ 10
            {{ query "h" }}                                     ¦ [&{map[q:h] {count:3, sum:10}}]
            {{ if $value }}there{{ end }}                       ¦ there
            """)
    void histogramIsRendered(String text, String expected) {
        assertThat(RuleTemplate.parse("__alert_A", text).expand(histogramContext()))
                .isEqualTo(expected);
    }

    @Test
    void histogramIsNotANumber() {
        assertThatThrownBy(() ->
                        RuleTemplate.parse("__alert_A", "{{ humanize $value }}").expand(histogramContext()))
                .hasMessageEndingWith("can't convert *histogram.FloatHistogram to float");
    }

    private static RuleContext histogramContext() {
        var histogram = new SampleValue.Histogram("{count:3, sum:10}", 0, 0, 0, 3, 10);
        QueryFunction query = expression -> List.of(new QuerySample(Labels.of("q", expression), histogram));
        return new RuleContext(Labels.EMPTY, histogram, Labels.EMPTY, CONTEXT.externalUrl(), CONTEXT.now(), query);
    }

    @Test
    void unknownFunctionIsRefusedByTheParser() {
        assertThatThrownBy(() -> RuleTemplate.parse("__alert_A", "{{ nobody }}"))
                .isInstanceOf(TemplateSyntaxException.class)
                .hasMessage("error parsing template __alert_A: template: __alert_A:1: function \"nobody\" not defined");
    }

    @Test
    void failureNamesTheRule() {
        assertThatThrownBy(() -> RuleTemplate.parse("__alert_A", "{{ humanize \"one\" }}")
                        .expand(CONTEXT))
                .isInstanceOf(TemplateFailedException.class)
                .hasMessageStartingWith("error executing template __alert_A: template: __alert_A:1:")
                .hasMessageEndingWith("parsing \"one\": invalid syntax");
    }
}

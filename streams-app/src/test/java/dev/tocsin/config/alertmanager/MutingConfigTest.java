package dev.tocsin.config.alertmanager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tocsin.config.alertmanager.AlertmanagerConfigReader.ParseOptions;
import dev.tocsin.labels.Labels;
import dev.tocsin.labels.MatcherParser;
import dev.tocsin.notification.muting.RouteIntervals;
import dev.tocsin.yaml.ConfigException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Inhibition rules, time intervals, labels and templates of a configuration. */
class MutingConfigTest {
    private static final String ROUTE = "route: {receiver: a}\nreceivers: [{name: a}]\n";

    private static AlertmanagerConfigReader.ParsedConfig read(String text) {
        return read(text, Map.of());
    }

    private static AlertmanagerConfigReader.ParsedConfig read(String text, Map<String, String> templates) {
        return AlertmanagerConfigReader.read("am.yml", text, new ParseOptions(templates, MatcherParser.FALLBACK));
    }

    @Test
    void inhibitRuleWithAllKeys() {
        var rules = read(ROUTE + """
                inhibit_rules:
                  - name: down
                    source_match: {a: b}
                    source_match_re: {c: d.*}
                    source_matchers: ['e!="f"', '{g="h",i="j"}']
                    target_match: {k: l}
                    target_match_re: {m: n}
                    target_matchers: ['🙂 = x']
                    equal: [job, zone🙂]
                  -
                """).config().inhibitRules();
        assertThat(rules).hasSize(2);
        assertThat(rules.get(0).name()).isEqualTo("down");
        assertThat(rules.get(0).sources())
                .extracting(Object::toString)
                .containsExactlyInAnyOrder("a=\"b\"", "c=~\"^(?:d.*)$\"", "e!=\"f\"", "g=\"h\"", "i=\"j\"");
        assertThat(rules.get(0).targets()).hasSize(3);
        assertThat(rules.get(0).equal()).containsExactly("job", "zone🙂");
        assertThat(rules.get(1).sources()).isEmpty();
    }

    @Test
    void timeIntervalWithAllKeys() {
        var config = read("""
                mute_time_intervals:
                  - name: nights
                    time_intervals:
                      - times: [{start_time: '22:00', end_time: '24:00'}, {start_time: 00:00, end_time: '06:00'}]
                        location: Europe/Berlin
                time_intervals:
                  - name: last days
                    time_intervals:
                      - days_of_month: ['-3:-1']
                        weekdays: ['monday:friday']
                        months: [december]
                        years: [2026]
                  - name: empty
                route:
                  receiver: a
                  routes:
                    - matchers: [x=y]
                      mute_time_intervals: [nights]
                      active_time_intervals: [last days, empty]
                      routes: [{}]
                receivers: [{name: a}]
                """).config();
        var child = config.tree().root().routes().get(0);
        assertThat(child.intervals()).isEqualTo(new RouteIntervals(List.of("nights"), List.of("last days", "empty")));
        assertThat(child.routes().get(0).intervals()).as("not inherited").isEqualTo(RouteIntervals.ALWAYS);
        var names = List.of("nights", "last days", "empty");
        assertThat(config.timeIntervals().activeAt(names, Instant.parse("2026-12-30T21:30:00Z")))
                .containsExactly("nights", "last days");
        assertThat(config.timeIntervals().activeAt(names, Instant.parse("2026-12-31T12:00:00Z")))
                .containsExactly("last days");
    }

    @Test
    void routeLabelsAreInheritedAndReceiverLabelsAreKept() {
        var config = read("""
                route:
                  receiver: a
                  labels: {team: db, tier: '1'}
                  routes: [{labels: {tier: '{{ .Status }}'}}]
                receivers: [{name: a, labels: {owner: ann}}]
                """).config();
        assertThat(config.tree().root().routes().get(0).options().labels())
                .isEqualTo(Map.of("team", "db", "tier", "{{ .Status }}"));
        assertThat(config.receivers().get(0).labels()).isEqualTo(Labels.of("name", "a", "owner", "ann"));
    }

    @Test
    void templateFilesOverrideDefaultsInOrder() {
        var files = Map.of(
                "t/b.tmpl", "{{ define \"x\" }}b{{ end }}{{ define \"slack.default.title\" }}mine{{ end }}",
                "t/a.tmpl", "{{ define \"x\" }}a{{ end }}",
                "other.tmpl", "{{ define \"x\" }}other{{ end }}",
                "t/deep/c.tmpl", "{{ define \"x\" }}deep{{ end }}");
        var templates = read(ROUTE + "templates: [other.tmpl, 't/*.tmpl']", files)
                .config()
                .templates();
        assertThat(templates.render("{{ template \"x\" }} {{ template \"slack.default.title\" }}", Map.of()))
                .isEqualTo("b mine");
        assertThat(templates.render("{{ template \"slack.default.username\" }}", Map.of()))
                .isEqualTo("Alertmanager");
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            inhibit_rules: [{equal: [""]}]                    | 3:18: invalid label name "" in equal list
            inhibit_rules: [{source_match: {a-b: c}}]         | 3:38: invalid label name "a-b"
            inhibit_rules: [{target_match_re: {a: }}]         | 3:38: invalid regexp value for "a"
            inhibit_rules: [{source_matchers: [a]}]           | 3:36: bad matcher format: a
            inhibit_rules: [{sources: []}]                    | 3:18: unknown key 'inhibit_rules[0].sources'
            time_intervals: [{}]                              | 3:18: missing name in time interval
            mute_time_intervals: [{}]                         | 3:23: missing name in mute time interval
            time_intervals: [{name: x}, {name: x}]            | 3:30: time interval "x" is not unique
            mute_time_intervals: [{name: x}, {name: x}]       | 3:35: mute time interval "x" is not unique
            time_intervals: [{name: x, time_intervals: [{weekdays: [x]}]}] | 3:57: x is not a valid weekday
            time_intervals: [{name: x, time_intervals: [{times: [{start_time: '9:00', end_time: '10:00'}]}]}] | 3:54: couldn't parse timestamp 9:00, invalid format
            time_intervals: [{name: x, time_intervals: [{location: Mars}]}] | 3:46: unknown time zone Mars; use a zone of the IANA database, such as Europe/Berlin
            templates: ['[']                                  | 3:13: failed to parse templates: syntax error in pattern
            templates: ['bad.tmpl']                           | 3:13: failed to parse templates: error parsing template bad.tmpl: template: bad.tmpl:2: unexpected "}" in command
            tracing: {}                                       | 3:10: tracing endpoint must be set
            tracing: {endpoint: x, foo: y}                    | 3:24: unknown key 'tracing.foo'
            """)
    void problemsHaveLocations(String more, String problem) {
        var files = Map.of("bad.tmpl", "\n{{ } }}");
        assertThatThrownBy(() -> read(ROUTE + more + "\n", files))
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith("1 problem must be fixed:\n  am.yml:" + problem);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            mute_time_intervals: [x]     | undefined time interval "x" used in route; add it to time_intervals
            active_time_intervals: [x]   | undefined time interval "x" used in route; add it to time_intervals
            labels: {"": x}              | invalid label name "" in route labels
            labels: {x: "{{ if }}"}      | label x: error parsing template
            """)
    void invalidRouteIsRejected(String more, String problem) {
        assertThatThrownBy(() -> read("route: {receiver: a, routes: [{" + more + "}]}\nreceivers: [{name: a}]\n"))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(problem);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            tracing: {endpoint: x, sampling_fraction: 1}     | tracing has no effect here
            event_recorder: {stdout_outputs: [{}]}           | event_recorder has no effect here
            templates: [x.tmpl]                              | no template file matches 'x.tmpl'
            time_intervals: [{name: x, time_intervals: [{location: Local}]}] | Local is the time zone of the instance
            """)
    void probableMistakeIsAWarning(String more, String warning) {
        assertThat(read(ROUTE + more + "\n").warnings())
                .singleElement()
                .satisfies(one -> assertThat(one.message()).startsWith(warning));
    }

    @Test
    void repeatIntervalBelowGroupIntervalIsAWarning() {
        assertThat(read("route: {receiver: a, repeat_interval: 1m}\nreceivers: [{name: a}]\n")
                        .warnings())
                .singleElement()
                .satisfies(warning -> assertThat(warning.message())
                        .isEqualTo("repeat_interval 1m is shorter than group_interval 5m:"
                                + " notifications repeat at group_interval"));
    }

    @Test
    void matcherNotationDependsOnTheMode() {
        var text = "route: {receiver: a, routes: [{matchers: ['🙂=x']}]}\nreceivers: [{name: a}]\n";
        assertThat(read(text).config().tree().root().routes().get(0).key()).isEqualTo("{}/{🙂=\"x\"}");
        var classic = new ParseOptions(Map.of(), MatcherParser.CLASSIC);
        assertThatThrownBy(() -> AlertmanagerConfigReader.read("am.yml", text, classic))
                .hasMessageContaining("bad matcher format: 🙂=x");
    }
}

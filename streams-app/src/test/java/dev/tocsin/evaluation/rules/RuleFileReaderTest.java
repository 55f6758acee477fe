package dev.tocsin.evaluation.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tocsin.evaluation.rules.RuleFileReader.UnknownKeys;
import dev.tocsin.evaluation.rules.RuleGroupDraft.Defaults;
import dev.tocsin.yaml.ConfigException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RuleFileReaderTest {
    private static final Defaults DEFAULTS = new Defaults(Duration.ofMinutes(1), Duration.ZERO);

    private static List<RuleGroup> read(String text) {
        return RuleFileReader.read("rules.yml", text, "app", DEFAULTS, UnknownKeys.REJECTED);
    }

    @Test
    void fileIsReadAsGroups() {
        var groups = read("""
                groups:
                  - name: node
                    interval: 30s
                    limit: 10
                    labels: {team: x}
                    rules:
                      - alert: Busy
                        expr: load > 1
                        for: 5m
                        keep_firing_for: 1m
                        labels: {severity: page}
                        annotations: {summary: "{{ $value }}"}
                      - record: load:max
                        expr: max(load)
                  - name: empty
                """);
        assertThat(groups).extracting(RuleGroup::key).containsExactly("app/node", "app/empty");
        assertThat(groups.get(0).interval()).isEqualTo(Duration.ofSeconds(30));
        assertThat(groups.get(0).limit()).isEqualTo(10);
        assertThat(groups.get(1).interval()).isEqualTo(Duration.ofMinutes(1));
        var rule = (AlertingRule) groups.get(0).rules().get(0);
        assertThat(rule.holdFor()).isEqualTo(Duration.ofMinutes(5));
        assertThat(rule.labels()).isEqualTo(Map.of("severity", "page", "team", "x"));
        assertThat(groups.get(0).rules().get(1).name()).isEqualTo("load:max");
    }

    @Test
    void exampleIsValid() throws IOException {
        assertThat(read(Files.readString(Path.of("../examples/rules.yml"))))
                .extracting(RuleGroup::key)
                .containsExactly("app/machine", "app/tocsin");
    }

    @Test
    void emptyFileHasNoGroups() {
        assertThat(read("")).isEmpty();
        assertThat(read("groups:")).isEmpty();
    }

    @Test
    void onlyTheFirstDocumentIsRead() {
        assertThat(read("groups: [{name: a}]\n---\ngroups: [{name: b}]\n"))
                .extracting(RuleGroup::name)
                .containsExactly("a");
    }

    @Test
    void allProblemsAreReportedWithTheirPosition() {
        assertThatThrownBy(() -> read("""
                groups:
                  - name: a
                    interval: 5 minutes
                    rules:
                      - alert: Bad
                        expr: sum((up)
                        annotation: {summary: x}
                      - record: r
                        expr: 1
                        labels:
                          __name__: x
                        for: 1m
                      - expr: 1
                  - name: a
                    limit: lots
                  - rules: []
                """)).isInstanceOf(ConfigException.class).hasMessageMatching("""
                9 problems must be fixed:
                  rules.yml:3:5: group "a": invalid field 'interval': unknown unit " minutes" in duration "5 minutes"
                  rules.yml:6:15: group "a", rule 1, "Bad": could not parse expression: 1:\\d+: parse error: .*
                  rules.yml:7:9: unknown key 'groups\\[0].rules\\[0].annotation'; did you mean 'annotations'\\?
                  rules.yml:11:11: group "a", rule 2, "r": invalid label name: __name__
                  rules.yml:12:9: group "a", rule 2, "r": invalid field 'for' in recording rule
                  rules.yml:13:9: group "a", rule 3, "": one of 'record' or 'alert' must be set
                  rules.yml:14:5: groupname: "a" is repeated in the same file; give each group a different name
                  rules.yml:15:12: groups\\[1].limit is 'lots'; it must be a whole number
                  rules.yml:16:5: Groupname must not be empty""");
    }
}

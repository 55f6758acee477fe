package dev.tocsin.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class YamlMapTest {
    private final ProblemCollector problems = new ProblemCollector();

    private YamlMap read(String... lines) {
        return YamlMap.read("a.yml", String.join("\n", lines), problems);
    }

    private List<String> problems() {
        return problems.all().stream().map(Problem::toString).toList();
    }

    @Test
    void readsEveryTypeWithItsLocation() {
        var map = read(
                "name: x",
                "count: 3",
                "on: yes",
                "wait: 1m30s",
                "list: [a, 1]",
                "labels: {b: 2, a:}",
                "in: {deep: true}");
        assertThat(map.text("name", "")).isEqualTo("x");
        assertThat(map.integer("count", 0, 0)).isEqualTo(3);
        assertThat(map.bool("on", false)).isTrue();
        assertThat(map.duration("wait", Duration.ZERO)).isEqualTo(Duration.ofSeconds(90));
        assertThat(map.get("list").orElseThrow().texts()).containsExactly("a", "1");
        assertThat(map.strings("labels").toString()).isEqualTo("{b=2, a=}");
        assertThat(map.map("in").bool("deep", false)).isTrue();
        assertThat(map.locationOf("count")).hasToString("a.yml:2:1");
        map.rejectUnknownKeys();
        assertThat(problems()).isEmpty();
    }

    @Test
    void reportsAllProblemsInDocumentOrder() {
        var map =
                read("intervall: 1", "count: many", "flag: 'yes'", "wait: 5x", "list: 3", "count: 4", "in: {depth: 1}");
        map.text("interval", "");
        map.integer("count", 0, 0);
        map.bool("flag", false);
        map.duration("wait", Duration.ZERO);
        map.items("list");
        map.map("in").text("depht", "");
        map.rejectUnknownKeys();
        assertThatThrownBy(problems::throwIfAny)
                .isInstanceOf(ConfigException.class)
                .hasMessage("""
                7 problems must be fixed:
                  a.yml:1:1: unknown key 'intervall'; did you mean 'interval'?
                  a.yml:2:8: count is 'many'; it must be a whole number of at least 0
                  a.yml:3:7: flag is 'yes'; it must be true or false
                  a.yml:4:7: wait is '5x'; it must be a duration such as 30s, 5m or 1h30m (unknown unit "x" in duration "5x")
                  a.yml:5:7: list is '3'; it must be a list
                  a.yml:6:1: key 'count' is repeated; first defined in line 2
                  a.yml:7:6: unknown key 'in.depth'; did you mean 'depht'?""");
    }

    @Test
    void resolvesAliasesAndMergeKeys() {
        var map = read("base: &base {a: 1, b: 2}", "more: {<<: *base, b: 3}", "again: {<<: [*base, {c: 4}]}");
        assertThat(map.strings("more").toString()).isEqualTo("{b=3, a=1}");
        assertThat(map.strings("again").toString()).isEqualTo("{a=1, b=2, c=4}");
    }

    @Test
    void emptyDocumentIsAnEmptyMapping() {
        read("", "# nothing").rejectUnknownKeys();
        read().rejectUnknownKeys();
        assertThat(problems()).isEmpty();
    }

    @Test
    void invalidYamlIsOneProblemWithItsLocation() {
        read("a: [1", "b: 2");
        assertThat(problems()).singleElement().asString().startsWith("a.yml:2:2: not YAML: ");
    }

    @Test
    void documentMustBeAMapping() {
        read("- a");
        assertThat(problems()).containsExactly("a.yml:1:1: the document is a list, but must be a mapping");
    }

    @Test
    void recursiveAliasIsRejected() {
        read("a: &a [*a, *a]");
        assertThat(problems()).singleElement().asString().contains("nested deeper than 50 levels");
    }

    @Test
    void billionLaughsDocumentIsRejected() {
        var laughs = new StringBuilder("a0: &a0 [x, x]\n");
        for (var i = 1; i < 30; i++) {
            laughs.append("a%d: &a%d [*a%d, *a%d]\n".formatted(i, i, i - 1, i - 1));
        }
        read(laughs.toString());
        assertThat(problems()).singleElement().asString().contains("more than 1000000 nodes");
    }
}

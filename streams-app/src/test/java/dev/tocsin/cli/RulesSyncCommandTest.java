package dev.tocsin.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RulesSyncCommandTest {
    private static final String TWO = """
            groups:
              - {name: one, interval: 15s, rules: [{record: a:b, expr: up}]}
              - {name: two, rules: [{alert: Down, expr: up == 0}, {alert: Up, expr: up == 1}]}
            """;

    private final CliRunner cli = new CliRunner();

    @TempDir
    private Path dir;

    private Path team;
    private Path old;

    @BeforeEach
    void applyTwoFiles() throws IOException {
        team = Files.writeString(dir.resolve("team.yml"), TWO);
        old = Files.writeString(dir.resolve("old.yml"), "groups: [{name: g, rules: [{record: a:c, expr: up}]}]");
        cli.run("rules", "apply", team, old);
    }

    @Test
    void groupsBecomeThoseOfTheFiles() throws IOException {
        Files.writeString(team, """
                groups:
                  - {name: two, rules: [{alert: Down, expr: up == 0, for: 5m}, {alert: Up, expr: up == 1}]}
                  - {name: new, rules: []}
                """);
        var seen = cli.run("rules", "sync", team);
        assertThat(seen.code()).as(seen.err()).isZero();
        assertThat(seen.out()).isEqualTo("""
                changed   team/two
                      - alert: Down
                        expr: up == 0
                    +   for: 5m
                      - alert: Up
                        expr: up == 1
                added     team/new
                    + name: new
                    + rules: []
                removed   team/one
                    - name: one
                    - interval: 15s
                    - rules:
                    - - record: a:b
                    -   expr: up
                1 added, 1 changed, 1 removed, 0 unchanged
                """);
        assertThat(cli.topics.groups).containsOnlyKeys("old/g", "team/new", "team/two");
        assertThat(cli.topics.audited)
                .extracting(entry -> entry.action() + " " + entry.object())
                .contains("rules.delete rules/team/one", "rules.write rules/team/new");
        var again = cli.run("rules", "sync", team);
        assertThat(again.out().lines())
                .containsExactly(
                        "unchanged team/two", "unchanged team/new", "0 added, 0 changed, 0 removed, 2 unchanged");
    }

    @Test
    void dryRunChangesNothingAndHasAnExitCodeOfItsOwn() throws IOException {
        var writes = cli.topics.writes;
        assertThat(cli.run("rules", "sync", team, "--dry-run").code()).isZero();
        Files.writeString(team, TWO.replace("15s", "30s"));
        var seen = cli.run("rules", "sync", team, "--dry-run");
        assertThat(seen.code()).isEqualTo(3);
        assertThat(seen.out()).contains("- interval: 15s", "+ interval: 30s", "dry run: nothing was changed");
        assertThat(cli.topics.writes).isEqualTo(writes);
    }

    @Test
    void namespacesOfDeletedFilesArePrunedIfTheyAreNamed() throws IOException {
        Files.delete(old);
        assertThat(cli.run("rules", "sync", team, "--namespaces", "old,none").out())
                .contains("removed   old/g");
        assertThat(cli.topics.groups).containsOnlyKeys("team/one", "team/two");
        Files.writeString(team, "groups: []");
        assertThat(cli.run("rules", "sync", team, "--no-prune").out())
                .isEqualTo("0 added, 0 changed, 0 removed, 0 unchanged\n");
        assertThat(cli.topics.groups).hasSize(2);
    }

    @Test
    void jsonHasTheChangesAndThePositionsOfTheirRecords() throws IOException {
        Files.writeString(team, TWO.replace("15s", "30s"));
        var seen = cli.run("rules", "sync", team, "--output", "json");
        var json = new ObjectMapper().readTree(seen.out());
        assertThat(json.get("applied").asBoolean()).isTrue();
        assertThat(json.get("changed").asInt()).isEqualTo(1);
        assertThat(json.get("unchanged").asInt()).isEqualTo(1);
        var one = json.get("groups").get(0);
        assertThat(one.get("group").asText()).isEqualTo("team/one");
        assertThat(one.get("change").asText()).isEqualTo("changed");
        assertThat(one.get("position").asText()).isEqualTo("tocsin.rules/0/0");
        assertThat(one.get("diff").toString()).contains("- interval: 15s");
        assertThat(json.get("groups").get(1).has("position")).isFalse();
    }

    @Test
    void mistakesOfAllFilesAreToldAndNothingIsChanged() throws IOException {
        var writes = cli.topics.writes;
        Files.writeString(team, "groups: [{name: a, rules: [{alert: A, expr: up ==}]}]");
        Files.writeString(old, "groops: []");
        var seen = cli.run("rules", "sync", team, old);
        assertThat(seen.code()).isEqualTo(1);
        assertThat(seen.err()).contains("team.yml:1", "old.yml:1", "nothing was changed");
        assertThat(cli.topics.writes).isEqualTo(writes);
    }

    @Test
    void diffIsALongestCommonSubsequence() {
        assertThat(LineDiff.of(List.of("a", "b", "c"), List.of("a", "x", "c")))
                .containsExactly("  a", "- b", "+ x", "  c");
        assertThat(LineDiff.of(List.of(), List.of("a"))).containsExactly("+ a");
        assertThat(LineDiff.of(List.of("a"), List.of("a"))).isEmpty();
        var before = IntStream.range(0, 20).mapToObj(i -> "line " + i).toList();
        var after = before.stream()
                .filter(line -> !line.equals("line 3") && !line.equals("line 15"))
                .toList();
        assertThat(LineDiff.of(before, after))
                .containsExactly(
                        "  line 1",
                        "  line 2",
                        "- line 3",
                        "  line 4",
                        "  line 5",
                        "  ...",
                        "  line 13",
                        "  line 14",
                        "- line 15",
                        "  line 16",
                        "  line 17");
    }
}

package dev.tocsin.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RulesCommandTest {
    private static final String TWO = """
            groups:
              - {name: one, interval: 15s, rules: [{record: a:b, expr: up}]}
              - {name: two, rules: [{alert: Down, expr: up == 0}, {alert: Up, expr: up == 1}]}
            """;

    private final CliRunner cli = new CliRunner();

    @TempDir
    private Path dir;

    @Test
    void checkCountsTheRulesOfEachValidFile() throws IOException {
        var file = file("team.yml", TWO);
        var seen = cli.run("rules", "check", file);
        assertThat(seen.code()).isZero();
        assertThat(seen.out()).isEqualTo("Checking %s%n  SUCCESS: 3 rules found%n".formatted(file));
    }

    @Test
    void checkReportsAllErrorsOfAllFiles() throws IOException {
        var seen = cli.run("rules", "check", file("bad.yml", "groops: []\ngroups: 1"), "none.yml", file("ok.yml", TWO));
        assertThat(seen.code()).isEqualTo(1);
        assertThat(seen.out()).contains("ok.yml\n  SUCCESS: 3 rules found");
        assertThat(seen.err())
                .contains("2 problems must be fixed", "'groops'", "groups", "there is no file 'none.yml'");
    }

    @Test
    void applyReportsTheChangeOfEachGroup() throws IOException {
        var file = file("team.yml", TWO);
        assertThat(cli.run("rules", "apply", file).out().lines())
                .containsExactly("added     team/one", "added     team/two");
        Files.writeString(file, TWO.replace("15s", "30s"));
        assertThat(cli.run("rules", "apply", file).out().lines())
                .containsExactly("changed   team/one", "unchanged team/two");
        assertThat(cli.topics.writes).isEqualTo(3);
    }

    @Test
    void applyShowsWhichRulesOfAGroupChange() throws IOException {
        var file = file("team.yml", TWO);
        cli.run("rules", "apply", file);
        Files.writeString(
                file,
                TWO.replace("{alert: Down, expr: up == 0}", "{alert: Down, expr: up < 1}, {alert: New, expr: up}")
                        .replace(", {alert: Up, expr: up == 1}", ""));
        assertThat(cli.run("rules", "apply", file).out().lines())
                .containsExactly(
                        "unchanged team/one",
                        "changed   team/two",
                        "          ~ alert Down",
                        "          + alert New",
                        "          - alert Up");
    }

    @Test
    void applyWarnsWhenAGroupOfAnotherFileIsReplaced() throws IOException {
        var first = file(
                Files.createDirectory(dir.resolve("team-a")),
                "alerts.yml",
                "groups: [{name: g, rules: [{alert: A, expr: up}]}]");
        var second = file(
                Files.createDirectory(dir.resolve("team-b")),
                "alerts.yml",
                "groups: [{name: g, rules: [{alert: B, expr: up}]}]");
        assertThat(cli.run("rules", "apply", first).err()).isEmpty();
        var seen = cli.run("rules", "apply", second);
        assertThat(seen.err()).contains("warning: group alerts/g replaced a group with other rules", "--namespace");
    }

    @Test
    void applyAndListWarnOfRulesThatLookBackFartherThanSamplesAreKept() throws IOException {
        var rules = file("far.yml", """
                groups:
                  - name: far
                    rules: [{record: "a:b", expr: "rate(x[1d])"}, {record: "a:c", expr: "rate(x[1h])"}]
                """);
        var warning = "warning: group far/far: rule a:b looks back 1d, but samples are kept for 6h"
                + " (topics.samples_retention): shorten it, or keep samples longer\n";
        assertThat(cli.run("rules", "apply", rules.toString()).err()).isEqualTo(warning);
        assertThat(cli.run("rules", "list").err()).isEqualTo(warning);
    }

    @Test
    void thePathBelowANamedFolderIsPartOfTheNamespace() throws IOException {
        for (var team : new String[] {"team-a", "team-b", ".hidden"}) {
            file(
                    Files.createDirectory(dir.resolve(team)),
                    "alerts.yml",
                    "groups: [{name: g, rules: [{alert: A, expr: up}]}]");
        }
        file(dir, "README.md", "no rules");
        assertThat(cli.run("rules", "apply", dir).out().lines())
                .containsExactly("added     team-a/alerts/g", "added     team-b/alerts/g");
        assertThat(cli.run("rules", "check", dir).out().lines().filter(line -> line.contains("SUCCESS")))
                .hasSize(2);
    }

    @Test
    void theRuleFileOfAPrometheusRuleIsItsSpec() throws IOException {
        var file = file("k8s.yml", """
                apiVersion: monitoring.coreos.com/v1
                kind: PrometheusRule
                metadata: {name: team, labels: {role: alert-rules}}
                spec:
                  groups:
                    - {name: g, rules: [{alert: A, expr: up == 0}]}
                """);
        assertThat(cli.run("rules", "apply", file).out()).isEqualTo("added     k8s/g\n");
        Files.writeString(file, Files.readString(file).replace("groups:", "group:"));
        assertThat(cli.run("rules", "check", file).err()).contains("unknown key 'spec.group'");
    }

    @Test
    void aFolderWithoutRuleFilesIsRefused() throws IOException {
        var seen = cli.run("rules", "check", Files.createDirectory(dir.resolve("empty")));
        assertThat(seen.code()).isEqualTo(1);
        assertThat(seen.err()).contains("contains no rule file (.yml, .yaml, .rules)");
    }

    @Test
    void applyReplacesARejectedGroup() throws IOException {
        var file = file("team.yml", TWO);
        cli.run("rules", "apply", file);
        cli.topics.rejectNewest("team/two", "is no JSON");
        assertThat(cli.run("rules", "apply", file).out()).contains("changed   team/two");
    }

    @Test
    void applyChangesNothingIfAFileIsInvalid() throws IOException {
        var seen = cli.run("rules", "apply", file("team.yml", TWO), file("bad.yml", "groups: 1"), "none.yml");
        assertThat(seen.code()).isEqualTo(1);
        assertThat(seen.err()).contains("bad.yml", "there is no file 'none.yml'", "nothing was applied");
        assertThat(cli.topics.groups).isEmpty();
    }

    @Test
    void applyRefusesAGroupDefinedInTwoFiles() throws IOException {
        var seen = cli.run("rules", "apply", file("a.yml", TWO), file("b.yml", TWO), "--namespace", "n");
        assertThat(seen.code()).isEqualTo(1);
        assertThat(seen.err()).contains("b.yml: group n/one is also in another of the files", "group n/two");
    }

    @Test
    void pruneRemovesOnlyTheOtherGroupsOfTheNamespace() throws IOException {
        cli.run("rules", "apply", file("a.yml", TWO));
        cli.run("rules", "apply", file("b.yml", TWO));
        cli.topics.rejectNewest("a/torn", "is no JSON");
        var one = file("c.yml", "groups: [{name: one, interval: 15s, rules: [{record: a:b, expr: up}]}]");
        var seen = cli.run("rules", "apply", one, "--namespace=a", "--prune");
        assertThat(seen.out().lines()).containsExactly("unchanged a/one", "removed   a/torn", "removed   a/two");
        assertThat(cli.topics.groups).containsOnlyKeys("a/one", "b/one", "b/two");
    }

    @Test
    void listShowsGroupsAndTheirErrors() throws IOException {
        cli.run("rules", "apply", file("a.yml", TWO));
        cli.topics.rejectNewest("a/two", "is no JSON");
        cli.topics.rejectNewest("b/torn", "is torn");
        assertThat(cli.run("rules", "list").out()).isEqualTo("""
                NAMESPACE  GROUP  INTERVAL  RULES  PROBLEM
                a          one    15s       1
                a          two    1m        2      the record at offset 7 was rejected: is no JSON
                b          torn   -         -      the record at offset 7 was rejected: is torn
                """);
        assertThat(cli.run("rules", "list", "--namespace", "b").out().lines()).hasSize(2);
    }

    @Test
    void deleteRemovesAllOrNothing() throws IOException {
        cli.run("rules", "apply", file("a.yml", TWO));
        var refused = cli.run("rules", "delete", "a/one", "a/none", "nobody");
        assertThat(refused.code()).isEqualTo(1);
        assertThat(refused.err()).contains("there is no rule group a/none, nobody: nothing was removed");
        assertThat(cli.run("rules", "delete", "a/one").out().lines()).containsExactly("removed   a/one");
        assertThat(cli.topics.groups).containsOnlyKeys("a/two");
    }

    private Path file(String name, String text) throws IOException {
        return file(dir, name, text);
    }

    private static Path file(Path folder, String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }
}

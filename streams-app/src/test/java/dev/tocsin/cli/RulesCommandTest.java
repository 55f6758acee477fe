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

    private final Typed typed = new Typed();

    @TempDir
    private Path dir;

    @Test
    void checkCountsTheRulesOfEachGoodFile() throws IOException {
        var file = file("team.yml", TWO);
        var seen = typed.type("rules", "check", file);
        assertThat(seen.code()).isZero();
        assertThat(seen.out()).isEqualTo("Checking %s%n  SUCCESS: 3 rules found%n".formatted(file));
    }

    @Test
    void checkTellsEverythingThatIsWrongWithAllFiles() throws IOException {
        var seen =
                typed.type("rules", "check", file("bad.yml", "groops: []\ngroups: 1"), "none.yml", file("ok.yml", TWO));
        assertThat(seen.code()).isEqualTo(1);
        assertThat(seen.out()).contains("ok.yml\n  SUCCESS: 3 rules found");
        assertThat(seen.err())
                .contains("2 problems must be mended", "'groops'", "groups", "there is no file 'none.yml'");
    }

    @Test
    void applyTellsWhatBecameOfEachGroup() throws IOException {
        var file = file("team.yml", TWO);
        assertThat(typed.type("rules", "apply", file).out().lines())
                .containsExactly("added     team/one", "added     team/two");
        Files.writeString(file, TWO.replace("15s", "30s"));
        assertThat(typed.type("rules", "apply", file).out().lines())
                .containsExactly("changed   team/one", "unchanged team/two");
        assertThat(typed.topics.writes).isEqualTo(3);
    }

    @Test
    void applyMakesGoodWhatCanNotBeUsed() throws IOException {
        var file = file("team.yml", TWO);
        typed.type("rules", "apply", file);
        typed.topics.spoil("team/two", "is no JSON");
        assertThat(typed.type("rules", "apply", file).out()).contains("changed   team/two");
    }

    @Test
    void applyChangesNothingIfAnyFileIsBad() throws IOException {
        var seen = typed.type("rules", "apply", file("team.yml", TWO), file("bad.yml", "groups: 1"), "none.yml");
        assertThat(seen.code()).isEqualTo(1);
        assertThat(seen.err()).contains("bad.yml", "there is no file 'none.yml'", "nothing was applied");
        assertThat(typed.topics.groups).isEmpty();
    }

    @Test
    void applyRefusesAGroupThatStandsInTwoFiles() throws IOException {
        var seen = typed.type("rules", "apply", file("a.yml", TWO), file("b.yml", TWO), "--namespace", "n");
        assertThat(seen.code()).isEqualTo(1);
        assertThat(seen.err()).contains("b.yml: group n/one is in another of the files, too", "group n/two");
    }

    @Test
    void pruneRemovesTheOtherGroupsOfTheNamespaceAndOnlyThose() throws IOException {
        typed.type("rules", "apply", file("a.yml", TWO));
        typed.type("rules", "apply", file("b.yml", TWO));
        typed.topics.spoil("a/torn", "is no JSON");
        var one = file("c.yml", "groups: [{name: one, interval: 15s, rules: [{record: a:b, expr: up}]}]");
        var seen = typed.type("rules", "apply", one, "--namespace=a", "--prune");
        assertThat(seen.out().lines()).containsExactly("unchanged a/one", "removed   a/torn", "removed   a/two");
        assertThat(typed.topics.groups).containsOnlyKeys("a/one", "b/one", "b/two");
    }

    @Test
    void listShowsGroupsAndWhatIsWrongWithThem() throws IOException {
        typed.type("rules", "apply", file("a.yml", TWO));
        typed.topics.spoil("a/two", "is no JSON");
        typed.topics.spoil("b/torn", "is torn");
        assertThat(typed.type("rules", "list").out()).isEqualTo("""
                NAMESPACE  GROUP  INTERVAL  RULES  PROBLEM
                a          one    15s       1
                a          two    1m        2      the record at offset 7 is not used: is no JSON
                b          torn   -         -      the record at offset 7 is not used: is torn
                """);
        assertThat(typed.type("rules", "list", "--namespace", "b").out().lines())
                .hasSize(2);
    }

    @Test
    void deleteRemovesAllOrNothing() throws IOException {
        typed.type("rules", "apply", file("a.yml", TWO));
        var refused = typed.type("rules", "delete", "a/one", "a/none", "nobody");
        assertThat(refused.code()).isEqualTo(1);
        assertThat(refused.err()).contains("there is no rule group a/none, nobody: nothing was removed");
        assertThat(typed.type("rules", "delete", "a/one").out().lines()).containsExactly("removed   a/one");
        assertThat(typed.topics.groups).containsOnlyKeys("a/two");
    }

    private Path file(String name, String text) throws IOException {
        return Files.writeString(dir.resolve(name), text);
    }
}

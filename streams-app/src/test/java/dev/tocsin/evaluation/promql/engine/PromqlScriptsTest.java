package dev.tocsin.evaluation.promql.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Our own scripts, in the form of Prometheus's; each evaluation is also asked pinned to its time and in a range. */
class PromqlScriptsTest {
    @ParameterizedTest(name = "{0}, names removed at the end: {1}")
    @CsvSource({
        "selectors, false", "selectors, true",
        "windows, false", "windows, true",
        "matching, false", "matching, true",
        "groups, false", "groups, true"
    })
    void allIsAsExpected(String script, boolean namesRemovedAtTheEnd) throws IOException {
        var lines = Files.readAllLines(Path.of("src/test/resources/promql", script + ".test"));

        var verdicts = new ScriptRunner(ScriptRunner.settings(namesRemovedAtTheEnd)).run(PromqlScript.parse(lines));

        assertThat(verdicts)
                .hasSizeGreaterThan(10)
                .allSatisfy(verdict ->
                        assertThat(verdict.problems()).as(verdict.query()).isEmpty());
    }
}

package dev.tocsin.evaluation.promql.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Runs the scripts of this project. Each query also runs with {@code @} modifiers and as a range query. */
class PromqlScriptsTest {
    @ParameterizedTest(name = "{0}, names removed at the end: {1}")
    @CsvSource({
        "selectors, false", "selectors, true",
        "windows, false", "windows, true",
        "matching, false", "matching, true",
        "groups, false", "groups, true"
    })
    void allResultsAreAsExpected(String script, boolean namesRemovedAtTheEnd) throws IOException {
        var lines = Files.readAllLines(Path.of("src/test/resources/promql", script + ".test"));

        var results = new ScriptRunner(ScriptRunner.options(namesRemovedAtTheEnd)).run(PromqlScript.parse(lines));

        assertThat(results)
                .hasSizeGreaterThan(10)
                .allSatisfy(result ->
                        assertThat(result.problems()).as(result.query()).isEmpty());
    }
}

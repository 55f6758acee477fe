package dev.tocsin.evaluation.promql.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Runs Prometheus's own test scripts from {@code -Dconformance.dir=DIR}; the default is a directory beside the project.
 * Skipped if there are none.
 */
class PromqlConformanceTest {
    private static final Path GIVEN = Path.of(System.getProperty("conformance.dir", "../../shared/conformance"));
    private static final Path SCRIPTS = Files.isDirectory(GIVEN.resolve("promql")) ? GIVEN.resolve("promql") : GIVEN;

    @ParameterizedTest(name = "{0} scripts, names removed {1}")
    @CsvSource(delimiter = '|', textBlock = """
            # folder     | names removed | path
            core         | at once       | .
            core         | at the end    | .
            experimental | at the end    | experimental
            native       | at the end    | native
            """)
    void everyCasePasses(String folder, String names, String path) throws IOException {
        var scripts = SCRIPTS.resolve(path);
        assumeTrue(Files.isDirectory(scripts), () -> "no conformance scripts in " + scripts.toAbsolutePath());
        var options = ScriptRunner.options(names.equals("at the end"));

        var results = new ArrayList<ScriptRunner.EvalResult>();
        for (var script : scripts(scripts)) {
            results.addAll(new ScriptRunner(options).run(PromqlScript.parse(Files.readAllLines(script))));
        }

        var failed = results.stream().filter(result -> !result.isPassed()).toList();
        var passed = results.size() - failed.size();
        failed.forEach(result -> System.out.printf("  %s %s%n", result.location(), result.query()));
        failed.forEach(result -> result.problems().stream()
                .limit(2)
                .forEach(problem -> System.out.printf("    %s %s%n", result.location(), problem)));
        System.out.printf("%s: %d passed, %d failed (names removed %s)%n", folder, passed, failed.size(), names);
        assertThat(failed).as("failing cases of " + folder).isEmpty();
    }

    private static List<Path> scripts(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".test"))
                    .sorted()
                    .toList();
        }
    }
}

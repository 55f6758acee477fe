package dev.tocsin.evaluation.promql.eval;

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
 * Prometheus's own scripts, where they are at hand: {@code -Dconformance.dir=DIR}, or beside the project. A floor
 * rises with what passes and never falls.
 */
class ConformanceTest {
    private static final Path SCRIPTS =
            Path.of(System.getProperty("conformance.dir", "../../shared/conformance"), "promql");

    @ParameterizedTest(name = "{0} scripts, names removed {1}: at least {3} pass")
    @CsvSource(delimiter = '|', textBlock = """
            # folder     | names removed | path         | floor
            core         | at once       | .            | 766
            core         | at the end    | .            | 766
            experimental | at the end    | experimental | 250
            native       | at the end    | native       | 652
            """)
    void passesAtLeastAsManyCasesAsEver(String folder, String names, String path, int floor) throws IOException {
        assumeTrue(Files.isDirectory(SCRIPTS), () -> "no conformance scripts in " + SCRIPTS.toAbsolutePath());
        var settings = Evaluations.settings(names.equals("at the end"));

        var verdicts = new ArrayList<Evaluations.Verdict>();
        for (var script : scripts(SCRIPTS.resolve(path))) {
            verdicts.addAll(new Evaluations(settings).run(Script.parse(Files.readAllLines(script))));
        }

        var failed = verdicts.stream().filter(verdict -> !verdict.isPassed()).toList();
        var passed = verdicts.size() - failed.size();
        failed.forEach(verdict -> System.out.printf("  %s %s%n", verdict.place(), verdict.query()));
        failed.forEach(verdict -> verdict.problems().stream()
                .limit(2)
                .forEach(problem -> System.out.printf("    %s %s%n", verdict.place(), problem)));
        System.out.printf("%s: %d passed, %d failed (names removed %s)%n", folder, passed, failed.size(), names);
        assertThat(passed).as("passing cases of " + folder).isGreaterThanOrEqualTo(floor);
    }

    private static List<Path> scripts(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".test"))
                    .sorted()
                    .toList();
        }
    }
}

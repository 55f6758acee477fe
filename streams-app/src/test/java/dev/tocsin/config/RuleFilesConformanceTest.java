package dev.tocsin.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tocsin.evaluation.rules.RuleGroupDraft.Defaults;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Prometheus's own good and bad rule files; skipped where they are not at hand. */
class RuleFilesConformanceTest {
    private static final Defaults DEFAULTS = new Defaults(Duration.ofMinutes(1), Duration.ZERO);

    /** Bad only where names are restricted to the classic form, which is not the default. */
    private static final String BAD_ONLY_FOR_CLASSIC_NAMES = "legacy_validation_annotation.bad.yaml";

    private static final Path RULES =
            Path.of(System.getProperty("conformance.dir", "../../shared/conformance"), "rules");

    @TestFactory
    Stream<DynamicTest> goodFilesAreReadAndBadOnesRefused() throws IOException {
        return Stream.concat(files("rulefmt-testdata"), files("rules-fixtures"))
                .map(file -> DynamicTest.dynamicTest(file.getFileName().toString(), () -> check(file)));
    }

    private static Stream<Path> files(String name) throws IOException {
        var folder = RULES.resolve(name);
        assumeTrue(Files.isDirectory(folder), () -> "no test data at " + folder.toAbsolutePath());
        try (var files = Files.list(folder)) {
            return files.sorted().toList().stream();
        }
    }

    private static void check(Path file) throws IOException {
        var name = file.getFileName().toString();
        var text = Files.readString(file);
        if (isBad(name)) {
            assertThatThrownBy(() -> RuleFiles.read(name, text, "app", DEFAULTS))
                    .isInstanceOf(ConfigException.class);
        } else {
            assertThat(RuleFiles.read(name, text, "app", DEFAULTS)).isNotEmpty();
        }
    }

    private static boolean isBad(String name) {
        return name.startsWith("invalid_") || name.contains(".bad.") && !name.equals(BAD_ONLY_FOR_CLASSIC_NAMES);
    }
}

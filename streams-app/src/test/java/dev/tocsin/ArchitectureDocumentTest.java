package dev.tocsin;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Compares the list of packages in docs/architecture.md with the code. */
class ArchitectureDocumentTest {
    private static final Path DOCUMENT = Path.of("../docs/architecture.md");
    private static final String MARK = "<!-- packages, held by a test -->\n";
    private static final List<String> LAYERS = List.of(
            "app",
            "http cli config imports",
            "replay",
            "evaluator notifier senders",
            "kafka archive.jdbc telemetry timing",
            "archive",
            "evaluation sources notification",
            "alerts templates",
            "labels limits notation yaml");
    private static final JavaClasses PRODUCT = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .withImportOption(location -> !location.contains("dev/tocsin/schemas"))
            .importPackages("dev.tocsin");

    /** When it fails: write the list with {@code -Ddocs.draw=true} and review the difference. */
    @Test
    void thePackagesAreThoseOfTheCode() throws IOException {
        var packages = packages();
        if (Boolean.getBoolean("docs.draw")) {
            draw(packages);
        }
        assertThat(parts()[1]).isEqualTo(packages);
    }

    private static String packages() {
        var imports = new TreeMap<String, Set<String>>();
        for (var type : PRODUCT) {
            var targets = imports.computeIfAbsent(packageOf(type), key -> new TreeSet<>());
            type.getDirectDependenciesFromSelf().stream()
                    .map(Dependency::getTargetClass)
                    .filter(target -> target.getPackageName().startsWith("dev.tocsin.")
                            && !target.getPackageName().equals("dev.tocsin.schemas"))
                    .map(ArchitectureDocumentTest::packageOf)
                    .filter(target -> !target.equals(packageOf(type)))
                    .forEach(targets::add);
        }
        return "```\n" + LAYERS.stream().map(layer -> layer(layer, imports)).collect(Collectors.joining("\n"))
                + "```\n";
    }

    private static String layer(String layer, Map<String, Set<String>> imports) {
        var text = new StringBuilder();
        for (var area : layer.split(" ")) {
            imports.forEach((name, targets) -> {
                if (name.equals(area)
                        || name.startsWith(area + ".") && !LAYERS.toString().contains(name)) {
                    text.append("%-28s -> %s"
                                    .formatted(name, String.join(" ", shortened(area, targets)))
                                    .stripTrailing())
                            .append('\n');
                }
            });
        }
        return text.toString();
    }

    /** Keeps lines short: other areas are named by their first word, packages of the domain and of the own area in full. */
    private static Set<String> shortened(String area, Set<String> targets) {
        return targets.stream()
                .map(target -> target.matches("(evaluation|notification|sources|" + area + ")\\..*")
                        ? target.substring(target.indexOf('.') + 1)
                        : target.split("\\.")[0])
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String packageOf(JavaClass type) {
        return type.getPackageName().substring("dev.tocsin.".length());
    }

    private static void draw(String packages) throws IOException {
        var parts = parts();
        Files.writeString(DOCUMENT, parts[0] + MARK + packages + MARK + parts[2]);
    }

    /** Before, between and behind the marks. */
    private static String[] parts() throws IOException {
        var parts = Files.readString(DOCUMENT).split(Pattern.quote(MARK), -1);
        assertThat(parts).as("the mark stands twice in %s", DOCUMENT).hasSize(3);
        return parts;
    }
}

package dev.tocsin;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The rules about what packages hide, and about names (docs/decisions, 15). */
class PublicTypesTest {
    /** Packages whose types are mostly public, because other packages build, carry and read them. */
    private static final Map<String, String> VOCABULARIES = new TreeMap<>(Map.ofEntries(
            Map.entry("alerts", "values that both halves exchange"),
            Map.entry("archive", "rows, their tables and their folds, used by the topology, restore and the CLI"),
            Map.entry("archive.jdbc", "one reader with its settings and its error"),
            Map.entry("audit", "entries, which topics, the archive and the CLI carry"),
            Map.entry("evaluation.promql", "the syntax tree"),
            Map.entry("evaluation.promql.vectors", "operands of every function and operator"),
            Map.entry(
                    "evaluation.remotewrite", "the parts of a request, which HTTP and other readers of such bytes use"),
            Map.entry("evaluation.rules", "rules, alerts and their states, which topics, API and CLI carry"),
            Map.entry("evaluation.rules.unittest", "the parts of a test file, which its reader builds"),
            Map.entry("evaluation.samples", "samples and histograms, which every function reads"),
            Map.entry("history", "events, which the replica derives and pages and explanations read"),
            Map.entry("http.common", "what every HTTP resource is made of"),
            Map.entry("kafka", "the topics and the settings of clients"),
            Map.entry("kafka.copies", "copies of topics, their writer and their reader"),
            Map.entry("kafka.log", "consumed records and the producer"),
            Map.entry("limits", "one type"),
            Map.entry("notation", "Go's notation"),
            Map.entry("notification.listing", "lists of alerts, which the API renders"),
            Map.entry("notification.log", "log records, which the codecs write and the notifier decides on"),
            Map.entry("notification.muting", "intervals and inhibition rules, which the configuration builds"),
            Map.entry("notification.receivers.http", "requests and http_config, which every integration uses"),
            Map.entry("notification.routing", "routes and groups, which the configuration builds"),
            Map.entry("notification.silences", "silences and their drafts, which the API carries"),
            Map.entry("sources", "records, samples and definitions, which formats, topology and configuration carry"),
            Map.entry("timing", "the event loop"),
            Map.entry("yaml", "nodes of a document")));

    /** Public for a reason that no import in the product shows. */
    private static final Map<String, String> PUBLIC_ANYWAY = Map.ofEntries(
            Map.entry("app.Main", "the JVM starts it"),
            Map.entry("kafka.archive.ArchiveRocksDbConfig", "Kafka Streams creates it by name"),
            Map.entry("kafka.archive.RowJson", "tests with a real sink write rows"),
            Map.entry("evaluation.rules.unittest.TestValue", "PromQL scripts of the tests have the same notation"),
            Map.entry("evaluation.rules.unittest.SeriesDescription", "the same"));

    private static final JavaClasses PRODUCT = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .withImportOption(location -> !location.contains("dev/tocsin/schemas"))
            .importPackages("dev.tocsin");

    /** A type that only its own package uses is package-private; so a reader sees what a package offers. */
    @Test
    void aPublicTypeIsUsedOutsideItsPackage() {
        var publicTypes =
                topLevelTypes().stream().filter(PublicTypesTest::isPublic).toList();
        var unused = publicTypes.stream()
                .filter(type -> PRODUCT.stream()
                        .noneMatch(user -> !user.getPackageName().equals(type.getPackageName()) && uses(user, type)))
                .filter(type -> publicTypes.stream().noneMatch(other -> offers(other, type)))
                .map(type -> packageOf(type) + "." + type.getSimpleName())
                .filter(type -> !PUBLIC_ANYWAY.containsKey(type))
                .toList();
        assertThat(unused).as("public types that no other package uses").isEmpty();
    }

    /** The counter-force to cutting packages: each cut makes types public. */
    @Test
    void halfOfAPackageIsPrivateOrItIsAVocabulary() {
        var packages = topLevelTypes().stream().collect(Collectors.groupingBy(PublicTypesTest::packageOf));
        packages.forEach((name, types) -> {
            var open = types.stream().filter(PublicTypesTest::isPublic).count();
            assertThat(2 * open > types.size())
                    .as(
                            "%s has %d public types of %d; vocabularies are listed here, others are not",
                            name, open, types.size())
                    .isEqualTo(VOCABULARIES.containsKey(name));
        });
        assertThat(packages.keySet()).containsAll(VOCABULARIES.keySet());
        // The web UI has five of them: its pages, its API, lists of alerts, the history and the explanations.
        assertThat(packages).as("packages").hasSizeLessThanOrEqualTo(65);
        assertThat(topLevelTypes().stream().filter(PublicTypesTest::isPublic).count())
                .as("public types of %d", topLevelTypes().size())
                .isLessThanOrEqualTo(topLevelTypes().size() * 45 / 100);
    }

    @Test
    void simpleNamesAreUnique() {
        var names = topLevelTypes().stream()
                .collect(Collectors.groupingBy(JavaClass::getSimpleName, TreeMap::new, Collectors.toList()));
        names.values().removeIf(types -> types.size() == 1);
        assertThat(names).as("types with the same simple name").isEmpty();
    }

    private static List<JavaClass> topLevelTypes() {
        return PRODUCT.stream()
                .filter(type -> type.isTopLevelClass() && !type.getSimpleName().equals("package-info"))
                .toList();
    }

    private static boolean uses(JavaClass user, JavaClass type) {
        return user.getDirectDependenciesFromSelf().stream()
                .anyMatch(use -> topLevel(use.getTargetClass()).equals(type.getName()));
    }

    /** A lambda of another package implements a parameter's type without naming it. */
    private static boolean offers(JavaClass other, JavaClass type) {
        return !other.equals(type)
                && other.getPackageName().equals(type.getPackageName())
                && other.getCodeUnits().stream()
                        .filter(unit -> unit.getModifiers().contains(JavaModifier.PUBLIC))
                        .flatMap(unit -> unit.getRawParameterTypes().stream())
                        .anyMatch(parameter -> topLevel(parameter).equals(type.getName()));
    }

    private static boolean isPublic(JavaClass type) {
        return type.getModifiers().contains(JavaModifier.PUBLIC);
    }

    private static String packageOf(JavaClass type) {
        return type.getPackageName().substring("dev.tocsin.".length());
    }

    private static String topLevel(JavaClass type) {
        var name = type.getBaseComponentType().getName();
        var nested = name.indexOf('$');
        return nested < 0 ? name : name.substring(0, nested);
    }
}

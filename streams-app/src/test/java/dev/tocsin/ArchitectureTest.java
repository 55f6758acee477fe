package dev.tocsin;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.tocsin.timing.WallClockLoop;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The dependency rules between packages. A change to one of them is a decision: say why in docs/decisions. */
class ArchitectureTest {
    private static final String[] DOMAIN = {
        "dev.tocsin.archive",
        "dev.tocsin.evaluation..",
        "dev.tocsin.notification..",
        "dev.tocsin.alerts..",
        "dev.tocsin.templates..",
        "dev.tocsin.labels..",
        "dev.tocsin.notation.."
    };

    /** Packages whose types are mostly public, because other packages build, carry and read them. */
    private static final Map<String, String> VOCABULARIES = new TreeMap<>(Map.ofEntries(
            Map.entry("alerts", "values that both halves exchange"),
            Map.entry("archive", "rows, their tables and their folds, used by the topology, restore and the CLI"),
            Map.entry("archive.jdbc", "one reader with its settings and its error"),
            Map.entry("evaluation.promql", "the syntax tree"),
            Map.entry("evaluation.promql.vectors", "operands of every function and operator"),
            Map.entry("evaluation.rules", "rules, alerts and their states, which topics, API and CLI carry"),
            Map.entry("evaluation.rules.unittest", "the parts of a test file, which its reader builds"),
            Map.entry("evaluation.samples", "samples and histograms, which every function reads"),
            Map.entry("http.common", "what every HTTP resource is made of"),
            Map.entry("kafka", "the topics and the settings of clients"),
            Map.entry("kafka.log", "consumed records and the producer"),
            Map.entry("kafka.samples", "one reader with its client and its listener"),
            Map.entry("notation", "Go's notation"),
            Map.entry("notification.log", "log records, which the codecs write and the notifier decides on"),
            Map.entry("notification.muting", "intervals and inhibition rules, which the configuration builds"),
            Map.entry("notification.receivers.http", "requests and http_config, which every integration uses"),
            Map.entry("notification.routing", "routes and groups, which the configuration builds"),
            Map.entry("notification.silences", "silences and their drafts, which the API carries"),
            Map.entry("telemetry", "one type"),
            Map.entry("timing", "the event loop"),
            Map.entry("yaml", "nodes of a document")));

    /** Public for a reason that no import in the product shows. */
    private static final Map<String, String> PUBLIC_ANYWAY = Map.ofEntries(
            Map.entry("app.Main", "the JVM starts it"),
            Map.entry("kafka.archive.ArchiveRocksDbConfig", "Kafka Streams creates it by name"),
            Map.entry("kafka.archive.RowJson", "tests with a real sink write rows"),
            Map.entry("evaluation.rules.unittest.TestValue", "PromQL scripts of the tests have the same notation"),
            Map.entry("evaluation.rules.unittest.SeriesDescription", "the same"));

    private static final Path SOURCES = Path.of("src/main/java");
    private static final JavaClasses PRODUCT = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .withImportOption(location -> !location.contains("dev/tocsin/schemas"))
            .importPackages("dev.tocsin");

    @Test
    void importsGoDownwardsOnly() {
        layeredArchitecture()
                .consideringOnlyDependenciesInLayers()
                .layer("wiring")
                .definedBy("dev.tocsin.app..")
                .layer("edge")
                .definedBy("dev.tocsin.http..", "dev.tocsin.cli..", "dev.tocsin.config..")
                .layer("shell")
                .definedBy("dev.tocsin.evaluator..", "dev.tocsin.notifier..", "dev.tocsin.senders..")
                .layer("infrastructure")
                .definedBy(
                        "dev.tocsin.kafka..",
                        "dev.tocsin.archive.jdbc..",
                        "dev.tocsin.telemetry..",
                        "dev.tocsin.timing..")
                .layer("archive")
                .definedBy("dev.tocsin.archive")
                .layer("domain")
                .definedBy("dev.tocsin.evaluation..", "dev.tocsin.notification..")
                .layer("alerts and templates")
                .definedBy("dev.tocsin.alerts..", "dev.tocsin.templates..")
                .layer("ground")
                .definedBy("dev.tocsin.labels..", "dev.tocsin.notation..", "dev.tocsin.yaml..")
                .whereLayer("wiring")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("edge")
                .mayOnlyBeAccessedByLayers("wiring")
                .whereLayer("shell")
                .mayOnlyBeAccessedByLayers("wiring", "edge")
                .whereLayer("infrastructure")
                .mayOnlyBeAccessedByLayers("wiring", "edge", "shell")
                .whereLayer("archive")
                .mayOnlyBeAccessedByLayers("wiring", "edge", "shell", "infrastructure")
                .whereLayer("domain")
                .mayOnlyBeAccessedByLayers("wiring", "edge", "shell", "infrastructure", "archive")
                .whereLayer("alerts and templates")
                .mayOnlyBeAccessedByLayers("wiring", "edge", "shell", "infrastructure", "archive", "domain")
                .check(PRODUCT);
    }

    @Test
    void packagesAreFreeOfCycles() {
        slices().matching("dev.tocsin.(**)").should().beFreeOfCycles().check(PRODUCT);
    }

    @Test
    void theDomainUsesNoInfrastructure() {
        noClasses()
                .that()
                .resideInAnyPackage(DOMAIN)
                .should()
                .dependOnClassesThat(resideInAnyPackage(
                        "org.apache.kafka..",
                        "org.apache.avro..",
                        "org.rocksdb..",
                        "io.javalin..",
                        "org.slf4j..",
                        "io.prometheus..",
                        "org.yaml..",
                        "picocli..",
                        "java.net.http..",
                        "java.nio.file.."))
                .check(PRODUCT);
    }

    @Test
    void onlyTheKafkaPackagesUseKafkaAndAvro() {
        noClasses()
                .that()
                .resideOutsideOfPackages("dev.tocsin.kafka..")
                .should()
                .dependOnClassesThat(resideInAnyPackage("org.apache.kafka..", "org.apache.avro..", "org.rocksdb.."))
                .check(PRODUCT);
    }

    @Test
    void onlyOnePackageUsesDatabases() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.tocsin.archive.jdbc..")
                .should()
                .dependOnClassesThat(resideInAnyPackage("java.sql..", "javax.sql..", "org.postgresql.."))
                .check(PRODUCT);
    }

    @Test
    void onlyOnePackageUsesTheYamlLibrary() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.tocsin.yaml..")
                .should()
                .dependOnClassesThat(resideInAnyPackage("org.yaml.."))
                .check(PRODUCT);
    }

    @Test
    void evaluationAndNotificationAreIndependent() {
        noClasses()
                .that()
                .resideInAPackage("dev.tocsin.evaluation..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.tocsin.notification..")
                .check(PRODUCT);
        noClasses()
                .that()
                .resideInAPackage("dev.tocsin.notification..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.tocsin.evaluation..")
                .check(PRODUCT);
    }

    @Test
    void onlyAppReadsTheSystemClock() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.tocsin.app..")
                .should()
                .callMethod(Instant.class, "now")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(System.class, "nanoTime")
                .orShould()
                .callMethod(Clock.class, "systemUTC")
                .check(PRODUCT);
    }

    /** Instances whose clocks differ must agree on what is due, resolved and silenced (decision 7). */
    @Test
    void theNotifierDecidesByLogTimeOnly() {
        noClasses()
                .that()
                .resideInAPackage("dev.tocsin.notifier..")
                .should()
                .dependOnClassesThat()
                .belongToAnyOf(WallClockLoop.class, InstantSource.class, Clock.class)
                .check(PRODUCT);
    }

    @Test
    void onlyAppReadsTheEnvironment() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.tocsin.app..")
                .should()
                .callMethod(System.class, "getenv")
                .orShould()
                .callMethod(System.class, "getenv", String.class)
                .check(PRODUCT);
    }

    @Test
    void everyPackageIsDescribedAndNoFileIsLong() throws IOException {
        var files = sources();
        assertThat(files).isNotEmpty();
        assertThat(files)
                .as("each package has a package-info.java")
                .allSatisfy(file ->
                        assertThat(file.resolveSibling("package-info.java")).exists());
        for (var file : files) {
            var lines = Files.readAllLines(file).size();
            assertThat(lines).as("lines of %s (is a class missing?)", file).isLessThanOrEqualTo(300);
        }
    }

    /** A type that only its own package uses is package-private; so a reader sees what a package offers. */
    @Test
    void aPublicTypeIsUsedOutsideItsPackage() {
        var publicTypes =
                topLevelTypes().stream().filter(ArchitectureTest::isPublic).toList();
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
        var packages = topLevelTypes().stream().collect(Collectors.groupingBy(ArchitectureTest::packageOf));
        packages.forEach((name, types) -> {
            var open = types.stream().filter(ArchitectureTest::isPublic).count();
            assertThat(2 * open > types.size())
                    .as(
                            "%s has %d public types of %d; vocabularies are listed here, others are not",
                            name, open, types.size())
                    .isEqualTo(VOCABULARIES.containsKey(name));
        });
        assertThat(packages.keySet()).containsAll(VOCABULARIES.keySet());
        assertThat(packages).as("packages").hasSizeLessThanOrEqualTo(50);
        assertThat(topLevelTypes().stream().filter(ArchitectureTest::isPublic).count())
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

    private static List<Path> sources() throws IOException {
        try (var all = Files.walk(SOURCES)) {
            return all.filter(file -> file.toString().endsWith(".java")).toList();
        }
    }
}

package dev.tocsin;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
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
import org.junit.jupiter.api.Test;

/** The dependency rules between packages. A change to one of them is a decision: say why in docs/decisions. */
class ArchitectureTest {
    private static final String[] DOMAIN = {
        "dev.tocsin.audit",
        "dev.tocsin.archive",
        "dev.tocsin.history",
        "dev.tocsin.explain",
        "dev.tocsin.evaluation..",
        "dev.tocsin.sources..",
        "dev.tocsin.notification..",
        "dev.tocsin.alerts..",
        "dev.tocsin.templates..",
        "dev.tocsin.labels..",
        "dev.tocsin.limits..",
        "dev.tocsin.notation.."
    };

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
                .definedBy("dev.tocsin.http..", "dev.tocsin.cli..", "dev.tocsin.config..", "dev.tocsin.imports..")
                .layer("replay")
                .definedBy("dev.tocsin.replay..")
                .layer("shell")
                .definedBy(
                        "dev.tocsin.evaluator..",
                        "dev.tocsin.notifier..",
                        "dev.tocsin.senders..",
                        "dev.tocsin.datasources..")
                .layer("infrastructure")
                .definedBy(
                        "dev.tocsin.kafka..",
                        "dev.tocsin.archive.jdbc..",
                        "dev.tocsin.telemetry..",
                        "dev.tocsin.timing..")
                .layer("archive")
                .definedBy("dev.tocsin.archive", "dev.tocsin.history", "dev.tocsin.explain")
                .layer("domain")
                .definedBy(
                        "dev.tocsin.evaluation..",
                        "dev.tocsin.sources..",
                        "dev.tocsin.notification..",
                        "dev.tocsin.audit..")
                .layer("alerts and templates")
                .definedBy("dev.tocsin.alerts..", "dev.tocsin.templates..")
                .layer("ground")
                .definedBy("dev.tocsin.labels..", "dev.tocsin.limits..", "dev.tocsin.notation..", "dev.tocsin.yaml..")
                .whereLayer("wiring")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("edge")
                .mayOnlyBeAccessedByLayers("wiring")
                .whereLayer("replay")
                .mayOnlyBeAccessedByLayers("wiring", "edge")
                .whereLayer("shell")
                .mayOnlyBeAccessedByLayers("wiring", "edge", "replay")
                .whereLayer("infrastructure")
                .mayOnlyBeAccessedByLayers("wiring", "edge", "replay", "shell")
                .whereLayer("archive")
                .mayOnlyBeAccessedByLayers("wiring", "edge", "replay", "shell", "infrastructure")
                .whereLayer("domain")
                .mayOnlyBeAccessedByLayers("wiring", "edge", "replay", "shell", "infrastructure", "archive")
                .whereLayer("alerts and templates")
                .mayOnlyBeAccessedByLayers("wiring", "edge", "replay", "shell", "infrastructure", "archive", "domain")
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
    void onlyTheArchiveAndDataSourcesUseDatabases() {
        noClasses()
                .that()
                .resideOutsideOfPackages("dev.tocsin.archive.jdbc..", "dev.tocsin.datasources..")
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
    void evaluationDoesNotKnowWhereSamplesComeFrom() {
        noClasses()
                .that()
                .resideInAPackage("dev.tocsin.evaluation..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.tocsin.sources..")
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
        // The list of limits is a table: its length says nothing about a missing class.
        var classes =
                files.stream().filter(file -> !file.endsWith("Limit.java")).toList();
        for (var file : classes) {
            var lines = Files.readAllLines(file).size();
            assertThat(lines).as("lines of %s (is a class missing?)", file).isLessThanOrEqualTo(300);
        }
    }

    private static List<Path> sources() throws IOException {
        try (var all = Files.walk(SOURCES)) {
            return all.filter(file -> file.toString().endsWith(".java")).toList();
        }
    }
}

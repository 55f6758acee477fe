package dev.tocsin;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The walls of the house. Think hard before you move one: say why in docs/decisions. */
class WallsTest {
    private static final String[] DOMAIN = {
        "dev.tocsin.archive..",
        "dev.tocsin.evaluation..",
        "dev.tocsin.notification..",
        "dev.tocsin.alerts..",
        "dev.tocsin.templates..",
        "dev.tocsin.labels..",
        "dev.tocsin.notation.."
    };
    private static final int TYPES_A_ROOM = 16;
    /** Argued for in decision 14. */
    private static final Map<String, Integer> LARGER = Map.of(
            "delivery.claiming", 21,
            "http.prometheus", 19,
            "http.alertmanager", 18,
            "evaluation.samples", 18,
            "streams.records", 17,
            "archive", 17);

    private static final Path SOURCES = Path.of("src/main/java");
    private static final JavaClasses HOUSE = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .withImportOption(location -> !location.contains("dev/tocsin/schemas"))
            .importPackages("dev.tocsin");

    @Test
    void importsGoDownwardsOnly() {
        layeredArchitecture()
                .consideringOnlyDependenciesInLayers()
                .withOptionalLayers(true)
                .layer("roof")
                .definedBy("dev.tocsin.app..")
                .layer("doors")
                .definedBy("dev.tocsin.http..", "dev.tocsin.cli..", "dev.tocsin.config..")
                .layer("shell")
                .definedBy("dev.tocsin.scheduling..", "dev.tocsin.delivery..")
                .layer("machinery")
                .definedBy(
                        "dev.tocsin.streams..",
                        "dev.tocsin.database..",
                        "dev.tocsin.telemetry..",
                        "dev.tocsin.timing..")
                .layer("gallery")
                .definedBy("dev.tocsin.archive..")
                .layer("domain")
                .definedBy("dev.tocsin.evaluation..", "dev.tocsin.notification..")
                .layer("hall")
                .definedBy("dev.tocsin.alerts..", "dev.tocsin.templates..")
                .layer("ground")
                .definedBy("dev.tocsin.labels..", "dev.tocsin.notation..")
                .whereLayer("roof")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("doors")
                .mayOnlyBeAccessedByLayers("roof")
                .whereLayer("shell")
                .mayOnlyBeAccessedByLayers("roof", "doors")
                .whereLayer("machinery")
                .mayOnlyBeAccessedByLayers("roof", "doors", "shell")
                .whereLayer("gallery")
                .mayOnlyBeAccessedByLayers("roof", "doors", "shell", "machinery")
                .whereLayer("domain")
                .mayOnlyBeAccessedByLayers("roof", "doors", "shell", "machinery", "gallery")
                .whereLayer("hall")
                .mayOnlyBeAccessedByLayers("roof", "doors", "shell", "machinery", "gallery", "domain")
                .check(HOUSE);
    }

    @Test
    void noTwoRoomsImportEachOther() {
        slices().matching("dev.tocsin.(**)").should().beFreeOfCycles().check(HOUSE);
    }

    @Test
    void theDomainKnowsNoMachinery() {
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
                .check(HOUSE);
    }

    @Test
    void onlyTheMachineryKnowsKafkaAndAvro() {
        noClasses()
                .that()
                .resideOutsideOfPackages("dev.tocsin.streams..")
                .should()
                .dependOnClassesThat(resideInAnyPackage("org.apache.kafka..", "org.apache.avro..", "org.rocksdb.."))
                .check(HOUSE);
    }

    @Test
    void onlyOneRoomKnowsDatabases() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.tocsin.database..")
                .should()
                .dependOnClassesThat(resideInAnyPackage("java.sql..", "javax.sql..", "org.postgresql.."))
                .check(HOUSE);
    }

    @Test
    void theWingsDoNotKnowEachOther() {
        noClasses()
                .that()
                .resideInAPackage("dev.tocsin.evaluation..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.tocsin.notification..")
                .check(HOUSE);
        noClasses()
                .that()
                .resideInAPackage("dev.tocsin.notification..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.tocsin.evaluation..")
                .check(HOUSE);
    }

    @Test
    void nobodyAsksTheWallForTheTime() {
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
                .check(HOUSE);
    }

    @Test
    void nobodyReadsTheEnvironmentBelowTheRoof() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.tocsin.app..")
                .should()
                .callMethod(System.class, "getenv")
                .orShould()
                .callMethod(System.class, "getenv", String.class)
                .check(HOUSE);
    }

    @Test
    void everyRoomHasASignAndNoFileIsLong() throws IOException {
        var files = sources();
        assertThat(files).isNotEmpty();
        assertThat(files)
                .as("each room has a package-info.java")
                .allSatisfy(file ->
                        assertThat(file.resolveSibling("package-info.java")).exists());
        for (var file : files) {
            var lines = Files.readAllLines(file).size();
            assertThat(lines).as("lines of %s (a missing noun?)", file).isLessThanOrEqualTo(300);
        }
    }

    @Test
    void noRoomIsCrowded() throws IOException {
        var house = SOURCES.resolve("dev/tocsin");
        var types = sources().stream()
                .filter(file -> !file.endsWith("package-info.java"))
                .collect(Collectors.groupingBy(
                        file -> house.relativize(file.getParent()).toString().replace('/', '.'),
                        Collectors.counting()));
        assertThat(types)
                .allSatisfy((room, count) -> assertThat(count)
                        .as("types in %s (two rooms?)", room)
                        .isLessThanOrEqualTo(LARGER.getOrDefault(room, TYPES_A_ROOM)));
        LARGER.forEach((room, most) -> assertThat(types.get(room))
                .as("%s has become smaller: so may its limit", room)
                .isEqualTo(most.longValue()));
    }

    private static List<Path> sources() throws IOException {
        try (var all = Files.walk(SOURCES)) {
            return all.filter(file -> file.toString().endsWith(".java")).toList();
        }
    }
}

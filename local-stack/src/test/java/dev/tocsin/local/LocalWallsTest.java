package dev.tocsin.local;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;

/** The walls of the local stack: a house of its own, which looks into the product but is not seen from it. */
class LocalWallsTest {
    private static final JavaClasses HOUSE = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.tocsin.local");

    @Test
    void noTwoRoomsImportEachOther() {
        slices().matching("dev.tocsin.local.(*)..").should().beFreeOfCycles().check(HOUSE);
    }

    @Test
    void onlyTheRoofAsksTheWallForTheTime() {
        noClasses()
                .that()
                .doNotHaveFullyQualifiedName(Main.class.getName())
                .should()
                .callMethod(Instant.class, "now")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(System.class, "getenv")
                .orShould()
                .callMethod(InstantSource.class, "system")
                .check(HOUSE);
    }

    @Test
    void onlyTheBrokersRoomKnowsTheBroker() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.tocsin.local.broker..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("kafka..", "org.apache.kafka.server..", "org.apache.kafka.metadata..")
                .check(HOUSE);
    }
}

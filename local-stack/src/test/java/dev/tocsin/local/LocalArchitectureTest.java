package dev.tocsin.local;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;

/** The dependency rules of the local stack. */
class LocalArchitectureTest {
    private static final JavaClasses STACK = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.tocsin.local");

    @Test
    void packagesAreFreeOfCycles() {
        slices().matching("dev.tocsin.local.(*)..").should().beFreeOfCycles().check(STACK);
    }

    @Test
    void onlyMainReadsClockAndEnvironment() {
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
                .check(STACK);
    }

    @Test
    void onlyTheBrokerPackageUsesKafkasServer() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.tocsin.local.broker..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("kafka..", "org.apache.kafka.server..", "org.apache.kafka.metadata..")
                .check(STACK);
    }
}

package dev.tocsin.notification.receivers;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Adding a receiver needs its own class and one line in {@link Integrations}. */
class IntegrationsTest {
    private static final JavaClasses PRODUCT = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.tocsin");

    /** Classes other than {@link Integrations} that know an integration. */
    private static final Map<String, Set<String>> USERS = Map.of(
            "Jira", Set.of("JiraIssue"),
            "Email", Set.of("Integration", "MessagePreview", "Senders", "EmailSender", "EmailMessage", "SmtpClient"),
            "KafkaTopic", Set.of("Integration", "MessagePreview", "Senders", "KafkaSender"));

    private static List<JavaClass> integrations() {
        return PRODUCT.stream()
                .filter(type -> type.isAssignableTo(Integration.class) && !type.isInterface())
                .toList();
    }

    private static JavaClass topLevel(JavaClass type) {
        return type.getEnclosingClass().map(IntegrationsTest::topLevel).orElse(type);
    }

    @Test
    void tableListsEveryIntegrationOnce() {
        assertThat(integrations()).hasSameSizeAs(Integrations.KINDS);
        assertThat(ReceiverReader.kinds()).doesNotHaveDuplicates().hasSameSizeAs(Integrations.KINDS);
        assertThat(PRODUCT.get(Integrations.class).getDirectDependenciesFromSelf().stream()
                        .map(dependency -> dependency.getTargetClass()))
                .containsAll(integrations());
    }

    @Test
    void integrationIsUsedByTheTableAndItsOwnHelpersOnly() {
        for (var integration : integrations()) {
            var users = integration.getDirectDependenciesToSelf().stream()
                    .map(dependency -> topLevel(dependency.getOriginClass()).getSimpleName())
                    .collect(Collectors.toCollection(TreeSet::new));
            users.removeAll(Set.of("Integrations", integration.getSimpleName()));
            assertThat(USERS.getOrDefault(integration.getSimpleName(), Set.of()))
                    .as("users of %s", integration.getSimpleName())
                    .containsAll(users);
        }
    }
}

package dev.tocsin.kafka.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class RegistrySettingsTest {
    @Test
    void allProblemsAreReportedAtOnceWithoutSecrets() {
        var problems = RegistrySettings.problems(Map.of(
                "schema.registry.url", "registry:8081,http://ops:s3cret@bad host",
                "schema.registry.ssl.truststore.place", "x",
                "basic.auth.credentials.source", "SASL_INHERIT",
                "auto.register.schemas", "yes"));

        assertThat(problems)
                .hasSize(5)
                .anySatisfy(problem ->
                        assertThat(problem).contains("truststore.place").contains("truststore.location"))
                .anySatisfy(problem -> assertThat(problem).contains("URL 1 of 2", "unsupported scheme \"registry\""))
                .anySatisfy(
                        problem -> assertThat(problem).contains("SASL_INHERIT").contains("USER_INFO"))
                .anySatisfy(problem -> assertThat(problem).contains("'yes'"))
                .noneSatisfy(problem -> assertThat(problem).contains("s3cret"));
    }

    @Test
    void registrySettingsWithoutAUrlAreAProblem() {
        assertThat(RegistrySettings.problems(Map.of("basic.auth.user.info", "a:b", "acks", "all")))
                .singleElement()
                .asString()
                .contains("kafka.basic.auth.user.info")
                .contains("kafka.schema.registry.url");
        assertThat(RegistrySettings.problems(Map.of("bootstrap.servers", "a:1")))
                .isEmpty();
        assertThat(RegistrySettings.of(Map.of())).isEqualTo(RegistrySettings.NONE);
    }

    @Test
    void hostNamesThatAResolverMayKnowAreTaken() {
        var user = Map.of("schema.registry.url", "http://ops:a%40b@schema_registry:8081/api/");
        assertThat(RegistrySettings.problems(user)).isEmpty();
        assertThat(RegistrySettings.of(user)).hasToString("http://schema_registry:8081/api");
        assertThat(RegistrySettings.of(user).authorization()).hasValue("Basic b3BzOmFAYg==");
        assertThat(RegistrySettings.problems(Map.of("schema.registry.url", "https://schema_registry")))
                .singleElement()
                .asString()
                .contains("the host of an https URL");
    }

    @Test
    void textContainsNoSecret() {
        var settings = RegistrySettings.of(Map.of("schema.registry.url", "https://ops:s3cret@registry:8081/"));

        assertThat(settings).hasToString("https://registry:8081");
        assertThat(settings.authorization()).isPresent();
    }
}

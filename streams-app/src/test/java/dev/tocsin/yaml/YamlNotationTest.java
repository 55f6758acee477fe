package dev.tocsin.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tocsin.config.alertmanager.TestConfigs;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Booleans and whole numbers in the notations that Go's decoder takes. */
class YamlNotationTest {
    private static String config(String keepOn, String maxAlerts) {
        return "route: {receiver: a, routes: [{receiver: a, continue: %s}]}\n".formatted(keepOn)
                + "receivers: [{name: a, webhook_configs: [{url: 'http://a/', max_alerts: %s}]}]\n"
                        .formatted(maxAlerts);
    }

    @ParameterizedTest
    @ValueSource(strings = {"y", "Y", "n", "N", "yes", "On", "off", "true", "FALSE"})
    void booleanIsTaken(String text) {
        assertThat(TestConfigs.read("am.yml", config(text, "1")).receivers()).hasSize(1);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({"1e3, 1000", "0x10, 16", "1_000, 1000", "0b11, 3", "010, 8", "0o10, 8", "0, 0", "+5, 5", "2.0, 2"})
    void wholeNumberIsTaken(String text, long number) {
        var problems = new ProblemCollector();
        assertThat(YamlMap.read("a.yml", "count: " + text, problems).integer("count", -1, 0))
                .isEqualTo((int) number);
        assertThat(problems.all()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.5", "1e-3", "1e99", "0x", "ten", "99999999999999999999", "-1"})
    void otherNumberIsRefused(String text) {
        assertThatThrownBy(() -> TestConfigs.read("am.yml", config("y", text)))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("max_alerts");
    }
}

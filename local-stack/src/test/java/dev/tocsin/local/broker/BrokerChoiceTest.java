package dev.tocsin.local.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BrokerChoiceTest {
    @ParameterizedTest
    @CsvSource({
        // property, Docker available, in a container, skipped
        "embedded, true,  false, false",
        "embedded, false, false, false",
        "docker,   true,  true,  false",
        "docker,   false, false, true",
        "auto,     true,  true,  false",
        "auto,     false, false, false",
    })
    void propertyDecidesWhereTheBrokerRuns(String wanted, boolean docker, boolean container, boolean skipped) {
        var choice = BrokerChoice.of(Map.of("broker", wanted));

        assertThat(choice.wantsContainer(docker)).isEqualTo(container);
        assertThat(choice.reasonToSkip(docker).isPresent()).isEqualTo(skipped);
    }

    @Test
    void defaultIsAutoAndUnknownValuesAreRefused() {
        assertThat(BrokerChoice.of(Map.of())).isEqualTo(BrokerChoice.AUTO);
        assertThatThrownBy(() -> BrokerChoice.of(Map.of("broker", "podman")))
                .hasMessageContaining("podman")
                .hasMessageContaining("embedded, docker or auto");
    }
}

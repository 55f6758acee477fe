package dev.tocsin.evaluator;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TickSettingsTest {
    @ParameterizedTest(name = "groups every {0} ms: markers every {1} ms")
    @CsvSource({"'',1000", "15000,1000", "15000 500,500", "700 900,700", "100,100", "99,100", "1 15000,100"})
    void shortestIntervalOfAGroupIsTheTimeBetweenMarkersWithinBounds(String groups, int expected) {
        var intervals = Arrays.stream(groups.split(" "))
                .filter(text -> !text.isEmpty())
                .map(text -> Duration.ofMillis(Long.parseLong(text)));
        assertThat(TickSettings.DEFAULTS.intervalFor(intervals)).isEqualTo(Duration.ofMillis(expected));
    }
}

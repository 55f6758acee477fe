package dev.tocsin.notification.muting;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.alerts.Alert;
import dev.tocsin.labels.Labels;
import dev.tocsin.labels.Matcher;
import dev.tocsin.notification.silences.Silence;
import dev.tocsin.notification.silences.Silences;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MutingTest {
    private static final Instant T0 = Instant.parse("2026-01-01T00:00:00Z");

    @Test
    void everyAlertPassesOrHasItsReason() {
        var silences = Silences.of(List.of(silence("1", "a"), silence("2", "a"), silence("3", "c")));
        var divided = Muting.divide(List.of(alert("b"), alert("a")), silences, T0);
        assertThat(divided.passed()).containsExactly(alert("b"));
        assertThat(divided.muted()).containsExactly(Map.entry(alert("a"), new Muted.BySilence(List.of("1", "2"))));
        assertThat(divided.muted().get(alert("a")).reason()).isEqualTo("silence");
    }

    private static Silence silence(String id, String name) {
        var matchers = List.of(Matcher.alerting("alertname", Matcher.Op.EQUAL, name));
        return new Silence(id, matchers, T0, T0.plusSeconds(60), T0, "me", "why", Map.of());
    }

    private static Alert alert(String name) {
        return new Alert(Labels.of("alertname", name), Map.of(), T0, Alert.OPEN, "", T0);
    }
}

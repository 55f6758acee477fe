package dev.tocsin.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.alerts.Alert;
import dev.tocsin.http.HttpApiFixture;
import dev.tocsin.labels.Labels;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ExplainCommandTest {
    private static final Labels SLOW = Labels.of("alertname", "Slow", "job", "api");

    private final CliRunner cli = new CliRunner();

    @Test
    void saysWhyAReceiverWasNotTold() {
        try (var server = HttpApiFixture.open()) {
            var start = HttpApiFixture.NOW.minusSeconds(60);
            server.addAlert(new Alert(SLOW, Map.of(), start, Alert.NO_END, "", start));
            var result = cli.run("explain", "alertname=Slow", "--url", server.url());
            assertThat(result.code()).isEqualTo(1);
            assertThat(result.out()).isEqualTo("""
                    Alert {alertname="Slow", job="api"} at 2026-01-01T12:00:00.000Z

                    No receiver:
                      There is no configuration, so no receiver is told of anything.
                      What would have to change: A configuration: 'tocsin config apply FILE'.
                    """);
            var verbose = cli.run("explain", "alertname=Slow", "--verbose", "--url", server.url());
            assertThat(verbose.out()).contains("  alert      pass       The alert fires since 2026-01-01T11:59:00Z.");
        }
    }

    @Test
    void explainsAPastMoment() {
        try (var server = HttpApiFixture.open()) {
            var result = cli.run("explain", "alertname=Slow", "--at", "-1h", "--url", server.url());
            assertThat(result.out())
                    .startsWith("Alert {alertname=\"Slow\"} at 2026-01-01T11:00:00.000Z")
                    .contains("No rule makes an alert with these labels");
        }
    }

    @Test
    void saysWhatIsWrongWithALabel() {
        var result = cli.run("explain", "Slow");
        assertThat(result.code()).isNotZero();
        assertThat(result.err()).contains("'Slow' is no label: write NAME=VALUE");
    }

    @Test
    void saysThatNoInstanceAnswers() {
        var result = cli.run("explain", "alertname=Slow", "--url", "http://127.0.0.1:1");
        assertThat(result.code()).isNotZero();
        assertThat(result.err())
                .contains("http://127.0.0.1:1/api/v1/tocsin/explain")
                .contains("cannot be read");
    }
}

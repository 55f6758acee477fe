package dev.tocsin.templates.functions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.alerts.Alert;
import dev.tocsin.labels.Labels;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DefaultTemplatesTest {
    private static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");
    private static final String URL = "http://am.example:9093/#/alerts?receiver=";
    private static final String LIST_A = "Labels:\n - alertname = HighCPU\n - cluster = eu1\n - instance = a:9100\n"
            + " - severity = critical\nAnnotations:\n - summary = CPU high\nSource: http://prom/g?a=1&b=2\n";
    private static final String LIST_B = "Labels:\n - alertname = HighCPU\n - cluster = eu1\n - instance = b:9100\n"
            + " - severity = critical\nAnnotations:\n - summary = CPU high\nSource: http://prom/g2\n";
    private static final Labels GROUP = Labels.of("alertname", "HighCPU", "cluster", "eu1");

    private static Alert alert(String instance, String source, boolean fires) {
        var labels = GROUP.with("severity", "critical").with("instance", instance);
        var end = fires ? Alert.NO_END : NOW.minusSeconds(1);
        return new Alert(labels, Map.of("summary", "CPU high"), NOW.minusSeconds(60), end, source, NOW);
    }

    private static TemplateData notification(boolean secondFires) {
        var alerts =
                List.of(alert("a:9100", "http://prom/g?a=1&b=2", true), alert("b:9100", "http://prom/g2", secondFires));
        return TemplateData.of(
                "team-x", TemplateAlerts.of(alerts, NOW), "unknown", GROUP, Labels.EMPTY, "http://am.example:9093");
    }

    private static String render(String name, TemplateData notification) {
        var functions = AlertmanagerFunctions.of(NOW, Labels.EMPTY);
        return DefaultTemplates.with(functions).render("{{ template \"%s\" . }}".formatted(name), notification);
    }

    @Test
    void twoFiringAlerts() {
        var both = notification(true);
        assertThat(render("__subject", both)).isEqualTo("[FIRING:2] HighCPU eu1 (critical)");
        assertThat(render("slack.default.fallback", both))
                .isEqualTo("[FIRING:2] HighCPU eu1 (critical) | " + URL + "team-x");
        assertThat(render("slack.default.color", both)).isEqualTo("danger");
        assertThat(render("opsgenie.default.description", both))
                .isEqualTo("CPU high\nAlerts Firing:\n" + LIST_A + LIST_B + "\n");
        assertThat(render("jira.default.priority", both)).isEqualTo("High");
    }

    @Test
    void markdownListHasBlankLines() {
        var inMarkdown = (LIST_A + LIST_B)
                .replace("Labels:", "\nLabels:")
                .replace("Annotations:", "\nAnnotations:")
                .replace("Source:", "\nSource:")
                .replace(" - ", "  - ");
        assertThat(render("msteams.default.text", notification(true)))
                .isEqualTo("\n\n# Alerts Firing:\n" + inMarkdown + "\n\n\n\n");
    }

    @Test
    void oneFiringAndOneResolvedAlert() {
        assertThat(render("__subject", notification(false))).isEqualTo("[FIRING:1] HighCPU eu1 (critical)");
        assertThat(render("pushover.default.message", notification(false)))
                .isEqualTo("CPU high\n\nAlerts Firing:\n" + LIST_A + "\n\n\nAlerts Resolved:\n" + LIST_B + "\n\n");
    }

    @Test
    void receiverIsEscapedInTheUrl() {
        var alerts = TemplateAlerts.of(List.of(alert("a:9100", "http://prom/g?a=1&b=2", false)), NOW);
        var group = Labels.of("alertname", "HighCPU");
        var one = TemplateData.of("web.hook", alerts, "unknown", group, Labels.EMPTY, "http://am.example:9093");
        assertThat(render("__alertmanagerURL", one)).isEqualTo(URL + "web%5C.hook");
        assertThat(render("telegram.default.message", one)).isEqualTo("\n\n\nAlerts Resolved:\n" + LIST_A + "\n\n");
        assertThat(render("wechat.default.message", one))
                .endsWith("\n\nAlerts Resolved:\n" + LIST_A + "\nAlertmanagerUrl:\n" + URL + "web%5C.hook");
    }
}

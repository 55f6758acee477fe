package dev.tocsin.notification.routing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.alerts.Alert;
import dev.tocsin.labels.Labels;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RouteLabelsTest {
    private static final Instant T0 = Instant.parse("2026-01-01T00:00:00Z");

    @Test
    void labelTemplatesUseTheDataOfTheGroup() {
        assertThat(render(Map.of(
                                "team", "db",
                                "of", "{{ .GroupLabels.alertname }} ({{ .Alerts | len }}, {{ .NotificationReason }})",
                                "who", "{{ .Receiver }} for {{ routeLabels \"team\" }}"))
                        .labels())
                .isEqualTo(Labels.of("team", "db", "of", "Disk (1, unknown)", "who", "web\\.hook for db"));
    }

    @Test
    void labelThatCannotBeRenderedIsLeftOut() {
        var rendered = render(Map.of("good", "yes", "bad", "{{ .Nothing }}", "worse", "{{ if }}"));
        assertThat(rendered.labels()).isEqualTo(Labels.of("good", "yes"));
        assertThat(rendered.failures()).containsOnlyKeys("bad", "worse");
    }

    @Test
    void cycleIsDetected() {
        var rendered = render(Map.of(
                "a", "{{ routeLabels \"b\" }}",
                "b", "{{ routeLabels \"a\" }}",
                "c", "{{ routeLabels \"c\" }}",
                "d", "{{ routeLabels \"unknown\" }}!"));
        assertThat(rendered.labels()).isEqualTo(Labels.of("d", "!"));
        assertThat(rendered.failures().get("a")).contains("route label cycle detected: a -> b -> a");
        assertThat(rendered.failures().get("b")).contains("route label cycle detected: b -> a -> b");
        assertThat(rendered.failures().get("c")).contains("route label cycle detected: c -> c");
    }

    @Test
    void childLabelsOverrideThoseOfTheParent() {
        var parent = TestRouteOptions.of("r", Map.of("team", "db", "tier", "1"));
        assertThat(parent.withLabels(Map.of("tier", "2")).labels()).isEqualTo(Map.of("team", "db", "tier", "2"));
    }

    private static RouteLabels render(Map<String, String> labels) {
        var options = TestRouteOptions.of("web.hook", labels);
        var route = RoutingTree.of(TestRouting.node(options)).root();
        var alert = new Alert(Labels.of("alertname", "Disk"), Map.of(), T0, Alert.NO_END, "", T0);
        var flush = new Flush(route, Labels.of("alertname", "Disk"), List.of(alert), T0);
        return RouteLabels.of(flush, AlertingConfig.DEFAULT_TEMPLATES, "http://tocsin");
    }
}

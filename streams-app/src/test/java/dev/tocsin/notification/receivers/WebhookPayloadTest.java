package dev.tocsin.notification.receivers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tocsin.alerts.Alert;
import dev.tocsin.labels.Labels;
import dev.tocsin.notification.log.NotificationReason;
import dev.tocsin.notification.receivers.http.Authorization;
import dev.tocsin.notification.receivers.http.HttpConfig;
import dev.tocsin.notification.receivers.http.Secret;
import dev.tocsin.notification.receivers.http.WebResponse;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WebhookPayloadTest {
    private static final Instant T0 = Instant.parse("2026-01-01T00:00:00Z");
    private static final HttpIntegration ALL = TestIntegrations.webhook("http://127.0.0.1/hook");

    private static final Alert A = alert("a:9100", Map.of("summary", "CPU > 90 % & rising"), Alert.NO_END);
    private static final Alert B = alert("b:9100", Map.of(), T0.plusSeconds(30).plusNanos(120_000_000));

    @Test
    void payloadEqualsAlertmanagers() {
        var expected = """
                {"receiver":"web\\\\.hook","status":"firing","alerts":[\
                {"status":"firing","labels":{"alertname":"HighCPU","cluster":"eu1","instance":"a:9100"},\
                "annotations":{"summary":"CPU \\u003e 90 %% \\u0026 rising"},\
                "startsAt":"2026-01-01T00:00:00.001Z","endsAt":"0001-01-01T00:00:00Z",\
                "generatorURL":"http://prom/g?a=1\\u0026b=2","fingerprint":"%s"},\
                {"status":"resolved","labels":{"alertname":"HighCPU","cluster":"eu1","instance":"b:9100"},\
                "annotations":{},\
                "startsAt":"2026-01-01T00:00:00.001Z","endsAt":"2026-01-01T00:00:30.12Z",\
                "generatorURL":"http://prom/g?a=1\\u0026b=2","fingerprint":"%s"}],\
                "notification_reason":"new alerts added",\
                "groupLabels":{"alertname":"HighCPU"},\
                "commonLabels":{"alertname":"HighCPU","cluster":"eu1"},\
                "commonAnnotations":{},"routeLabels":{},\
                "externalURL":"http://tocsin.example:9093","version":"4",\
                "groupKey":"{}:{alertname=\\"HighCPU\\"}","truncatedAlerts":0}
                """.formatted(A.fingerprint(), B.fingerprint());
        assertThat(WebhookPayload.render(renderer(notification(A, B)), 0, "4")).isEqualTo(expected);
    }

    @Test
    void alertsBeyondMaxAlertsAreCounted() {
        assertThat(WebhookPayload.render(renderer(notification(B, A)), 1, "4"))
                .contains("\"status\":\"resolved\",\"alerts\":[{\"status\":\"resolved\"")
                .contains("\"commonLabels\":{\"alertname\":\"HighCPU\",\"cluster\":\"eu1\",\"instance\":\"b:9100\"}")
                .endsWith("\"truncatedAlerts\":1}\n");
    }

    @Test
    void notificationIsResolvedOnceAllAlertsAreResolved() {
        assertThat(notification(A, B).isResolved()).isFalse();
        assertThat(notification(B).isResolved()).isTrue();
    }

    @ParameterizedTest(name = "{0}: {1} {2}")
    @CsvSource({
        "200, Delivered, ",
        "204, Delivered, ",
        "301, Permanent, other",
        "400, Permanent, clientError",
        "401, Permanent, authError",
        "403, Permanent, authError",
        "429, Permanent, rateLimited",
        "500, Retryable, serverError",
        "503, Retryable, serverError"
    })
    void onlyServerErrorsAreRetried(int status, String kind, String cause) {
        var result = RetryPolicy.SERVER_ERRORS.result(new WebResponse(status, "", ""));
        assertThat(result.getClass().getSimpleName()).isEqualTo(kind);
        if (result instanceof DeliveryResult.Permanent permanent) {
            assertThat(permanent.cause().text()).isEqualTo(cause);
        }
        if (result instanceof DeliveryResult.Retryable retryable) {
            assertThat(retryable.cause().text()).isEqualTo(cause);
        }
    }

    @Test
    void failureContainsTheResponse() {
        assertThat(RetryPolicy.SERVER_ERRORS.result(new WebResponse(500, "", "full\n")))
                .isEqualTo(new DeliveryResult.Retryable(
                        DeliveryResult.Cause.SERVER_ERROR, "unexpected status code 500: full"));
        assertThat(RetryPolicy.SERVER_ERRORS.result(new WebResponse(404, "", "")))
                .isEqualTo(
                        new DeliveryResult.Permanent(DeliveryResult.Cause.CLIENT_ERROR, "unexpected status code 404"));
    }

    @Test
    void webhookUrlIsCheckedAndNotPrinted() {
        assertThatThrownBy(() -> TestIntegrations.webhook("ftp://host/x"))
                .hasMessage("unsupported scheme \"ftp\" for URL");
        assertThatThrownBy(() -> TestIntegrations.webhook("http:///x")).hasMessageContaining("URL");
        assertThatThrownBy(() -> TestIntegrations.webhook("http:/x")).hasMessage("missing host for URL");
        assertThat(TestIntegrations.webhook("http://my_service:80/x")).isNotNull();
        assertThat(ALL.toString()).doesNotContain("127.0.0.1");
        assertThat(HttpConfig.DEFAULT.with(Authorization.bearer(Secret.of("hidden"))))
                .asString()
                .doesNotContain("hidden");
    }

    private static NotificationRenderer renderer(Notification notification) {
        return new NotificationRenderer(notification, T0, TestNotifications.EMPTY_CONTEXT);
    }

    private static Notification notification(Alert... alerts) {
        return new Notification(
                "web.hook",
                NotificationReason.NEW_ALERTS_ADDED,
                "{}:{alertname=\"HighCPU\"}",
                Labels.of("alertname", "HighCPU"),
                List.of(alerts),
                T0.plusSeconds(60),
                "http://tocsin.example:9093",
                0,
                Labels.EMPTY,
                Map.of(),
                TestNotifications.TEMPLATES);
    }

    private static Alert alert(String instance, Map<String, String> annotations, Instant endsAt) {
        var labels = Labels.of("alertname", "HighCPU", "cluster", "eu1", "instance", instance);
        return new Alert(labels, annotations, T0.plusMillis(1), endsAt, "http://prom/g?a=1&b=2", T0);
    }
}

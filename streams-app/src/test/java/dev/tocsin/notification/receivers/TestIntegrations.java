package dev.tocsin.notification.receivers;

import dev.tocsin.notification.receivers.http.HttpConfig;
import dev.tocsin.notification.receivers.http.Secret;
import java.time.Duration;
import java.util.Optional;

/** Integrations for tests of other packages. */
public final class TestIntegrations {
    private TestIntegrations() {}

    static IntegrationSettings settings(String kind) {
        return new IntegrationSettings(kind, 0, true, Duration.ZERO, HttpConfig.DEFAULT);
    }

    /** A webhook with default settings. */
    public static HttpIntegration webhook(String url) {
        return webhook(url, Duration.ZERO, HttpConfig.DEFAULT);
    }

    public static HttpIntegration webhook(String url, Duration timeout, HttpConfig http) {
        return new Webhook(
                new IntegrationSettings("webhook", 0, true, timeout, http), Secret.of(url), 0, Optional.empty());
    }

    /** @param topic a template, as are {@code key} and {@code value} */
    public static KafkaTopic kafka(String topic, String key, String value) {
        return new KafkaTopic(
                settings("kafka"),
                KafkaTopic.DEFAULT_FIELDS.and("topic", topic).and("key", key).and("value", value));
    }
}

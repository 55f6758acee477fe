package dev.tocsin.notification.receivers;

import dev.tocsin.notification.receivers.http.PermanentDeliveryException;

/**
 * Writes to a topic of Tocsin's own Kafka cluster. Alertmanager has no such integration.
 *
 * @param templateFields {@code topic}, {@code key}, and {@code value}; an empty value is a webhook's payload
 */
public record KafkaTopic(IntegrationSettings settings, TemplateFields templateFields) implements Integration {
    static final IntegrationKind KIND = IntegrationKind.of("kafka", KafkaTopic::read);

    static final TemplateFields DEFAULT_FIELDS =
            TemplateFields.of("topic", "value").and("key", "");

    /** A Kafka record. */
    public record Message(String topic, String key, String value) {}

    private static Integration read(IntegrationYaml yaml) {
        yaml.required("topic", "missing topic in kafka config");
        if (yaml.map().get("http_config").isPresent()) {
            yaml.problem("http_config has no effect for Kafka: remove it");
        }
        return new KafkaTopic(yaml.settingsWithTimeout(true), yaml.templateFields(DEFAULT_FIELDS));
    }

    /**
     * The record of a notification. Without a template for the key, the key is the group key.
     *
     * @throws RuntimeException as in {@link HttpIntegration#start}
     */
    public Message message(NotificationRenderer renderer) {
        var topic = templateFields.render("topic", renderer);
        if (topic.isBlank()) {
            throw new PermanentDeliveryException("topic is empty after templating");
        }
        var key = templateFields.template("key").isEmpty()
                ? renderer.notification().groupKey()
                : templateFields.render("key", renderer);
        var value = templateFields.template("value").isEmpty()
                ? WebhookPayload.render(renderer, 0, "4").stripTrailing()
                : templateFields.render("value", renderer);
        return new Message(topic, key, value);
    }
}

package dev.tocsin.notification.receivers;

import dev.tocsin.notification.receivers.http.PermanentDeliveryException;

/**
 * A topic of the Kafka that Tocsin itself lives on. Alertmanager has nothing like it.
 *
 * @param texts {@code topic}, {@code key}, and {@code value}, which is a webhook's payload if it is empty
 */
public record KafkaTopic(IntegrationSettings settings, TemplateFields templateFields) implements Integration {
    public static final TemplateFields DEFAULT_FIELDS =
            TemplateFields.of("topic", "value").and("key", "");

    /** @param key of a record; empty for the group's key */
    public record Message(String topic, String key, String value) {}

    @Override
    public String kind() {
        return "kafka";
    }

    /** @throws RuntimeException as {@link HttpIntegration#start} */
    public Message message(NotificationRenderer telling) {
        var topic = templateFields.render("topic", telling);
        if (topic.isBlank()) {
            throw new PermanentDeliveryException("topic is empty after templating");
        }
        var key = templateFields.template("key").isEmpty()
                ? telling.notification().groupKey()
                : templateFields.render("key", telling);
        var value = templateFields.template("value").isEmpty()
                ? WebhookPayload.render(telling, 0, "4").stripTrailing()
                : templateFields.render("value", telling);
        return new Message(topic, key, value);
    }
}

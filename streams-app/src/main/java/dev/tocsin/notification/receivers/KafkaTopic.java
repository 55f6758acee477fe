package dev.tocsin.notification.receivers;

import dev.tocsin.notification.receivers.http.CannotTellException;

/**
 * A topic of the Kafka that Tocsin itself lives on. Alertmanager has nothing like it.
 *
 * @param texts {@code topic}, {@code key}, and {@code value}, which is a webhook's payload if it is empty
 */
public record KafkaTopic(Manner manner, Texts texts) implements Integration {
    public static final Texts TEXTS = Texts.of("topic", "value").and("key", "");

    /** @param key of a record; empty for the group's key */
    public record Message(String topic, String key, String value) {}

    @Override
    public String kind() {
        return "kafka";
    }

    /** @throws RuntimeException as {@link OverHttp#begin} */
    public Message message(Telling telling) {
        var topic = texts.render("topic", telling);
        if (topic.isBlank()) {
            throw new CannotTellException("topic is empty after templating");
        }
        var key = texts.template("key").isEmpty() ? telling.news().groupKey() : texts.render("key", telling);
        var value = texts.template("value").isEmpty()
                ? WebhookPayload.render(telling, 0, "4").stripTrailing()
                : texts.render("value", telling);
        return new Message(topic, key, value);
    }
}

package dev.tocsin.kafka.clients;

import dev.tocsin.kafka.Topics;

/** The {@code application.id} of Kafka Streams clients: one for each instance and kind of client. */
public final class ApplicationId {
    private ApplicationId() {}

    public static String of(Topics topics, String instance, String part) {
        var prefix = topics.settings().prefix().replaceAll("[^a-zA-Z0-9]+$", "");
        return "tocsin-%s-%s-%s".formatted(prefix, instance, part).replaceAll("[^a-zA-Z0-9._-]", "_");
    }
}

package dev.tocsin.kafka.clients;

import dev.tocsin.kafka.Topics;

/** The names under which clients are known to Kafka: one of each kind for each instance. */
public final class ApplicationId {
    private ApplicationId() {}

    public static String of(Topics topics, String instance, String part) {
        var prefix = topics.settings().prefix().replaceAll("[^a-zA-Z0-9]+$", "");
        return "tocsin-%s-%s-%s".formatted(prefix, instance, part).replaceAll("[^a-zA-Z0-9._-]", "_");
    }
}

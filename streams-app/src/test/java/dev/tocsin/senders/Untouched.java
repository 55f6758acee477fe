package dev.tocsin.senders;

import java.util.concurrent.CompletableFuture;

/** Topics into which nobody writes here. */
final class Untouched implements TopicWriter {
    static final TopicWriter TOPICS = new Untouched();

    @Override
    public boolean isOurs(String topic) {
        return false;
    }

    @Override
    public CompletableFuture<?> publish(String topic, String key, String value) {
        return CompletableFuture.failedFuture(new IllegalStateException("no topic is written here"));
    }
}

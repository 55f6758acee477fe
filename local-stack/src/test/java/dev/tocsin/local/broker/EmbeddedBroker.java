package dev.tocsin.local.broker;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;

/** A broker in this JVM with a temporary folder. */
record EmbeddedBroker(LocalBroker broker, Path dir, String description) implements Broker {
    static EmbeddedBroker start(String why) {
        try {
            var dir = Files.createTempDirectory("tocsin-broker");
            return new EmbeddedBroker(
                    LocalBroker.start(dir, LocalBroker.ANY_PORT), dir, "a broker in this JVM (%s)".formatted(why));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public String address() {
        return broker.address();
    }

    @Override
    public void close() throws IOException {
        broker.close();
        try (var files = Files.walk(dir)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}

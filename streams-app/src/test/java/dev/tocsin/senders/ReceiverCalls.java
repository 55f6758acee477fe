package dev.tocsin.senders;

import dev.tocsin.config.alertmanager.TestConfigs;
import dev.tocsin.notification.receivers.DeliveryResult;
import dev.tocsin.notification.receivers.TestNotifications;
import dev.tocsin.notifier.Sender;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** Delivers to the first receiver of a configuration. */
final class ReceiverCalls {
    private static final Sender.DeliveryMetadata METADATA = new Sender.DeliveryMetadata("am-1", "key", false);
    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    private ReceiverCalls() {}

    /** Delivers a firing notification. */
    static DeliveryResult notifyFirst(Senders senders, String configuration) {
        var integration = TestConfigs.read("am.yml", configuration)
                .receivers()
                .get(0)
                .integrations()
                .get(0);
        return senders.deliver(integration, TestNotifications.firing(), METADATA, TIMEOUT)
                .join();
    }

    /** The content of a file. */
    static String read(String path) {
        try {
            return Files.readString(Path.of(path));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

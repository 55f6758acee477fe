package dev.tocsin.senders;

import dev.tocsin.config.alertmanager.AlertmanagerConfigReader;
import dev.tocsin.notification.receivers.DeliveryResult;
import dev.tocsin.notification.receivers.TestNotifications;
import dev.tocsin.notifier.Sender;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** The first receiver of a configuration, as people write it. */
final class ReceiverCalls {
    private static final Sender.DeliveryMetadata METADATA = new Sender.DeliveryMetadata("am-1", "key", false);
    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    private ReceiverCalls() {}

    /** Tells it of something that fires. */
    static DeliveryResult notifyFirst(Senders couriers, String configuration) {
        var integration = AlertmanagerConfigReader.read("am.yml", configuration)
                .receivers()
                .get(0)
                .integrations()
                .get(0);
        return couriers.deliver(integration, TestNotifications.firing(), METADATA, TIMEOUT)
                .join();
    }

    /** What stands in a file that a configuration names. */
    static String read(String path) {
        try {
            return Files.readString(Path.of(path));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

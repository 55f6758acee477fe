package dev.tocsin.senders;

import dev.tocsin.config.alertmanager.AlertmanagerYaml;
import dev.tocsin.notification.receivers.Outcome;
import dev.tocsin.notification.receivers.Told;
import dev.tocsin.notifier.Courier;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** The first receiver of a configuration, as people write it. */
final class FirstReceiver {
    private static final Courier.Envelope ENVELOPE = new Courier.Envelope("am-1", "key", false);
    private static final Duration LONGEST = Duration.ofSeconds(20);

    private FirstReceiver() {}

    /** Tells it of something that fires. */
    static Outcome tell(Couriers couriers, String configuration) {
        var integration = AlertmanagerYaml.read("am.yml", configuration)
                .receivers()
                .get(0)
                .integrations()
                .get(0);
        return couriers.deliver(integration, Told.firing(), ENVELOPE, LONGEST).join();
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

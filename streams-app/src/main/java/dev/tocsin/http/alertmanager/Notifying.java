package dev.tocsin.http.alertmanager;

import dev.tocsin.alerts.Alert;
import dev.tocsin.delivery.Silencing;
import dev.tocsin.labels.Labels;
import dev.tocsin.notification.configuration.AlertingConfig;
import dev.tocsin.notification.groups.Flush;
import dev.tocsin.notification.receivers.Receiver;
import dev.tocsin.notification.routing.Route;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * The alertmanager half of an instance, as the API asks it.
 *
 * @param alerts all that are known, those that were resolved lately included
 * @param groups every aggregation group as it is now
 * @param config the one in force; empty as long as there is none
 */
public record Notifying(
        Supplier<Collection<Alert>> alerts,
        Supplier<CompletableFuture<List<Flush>>> groups,
        Supplier<Optional<AlertingConfig>> config,
        AlertIntake intake,
        Silencing silencing) {

    Duration resolveTimeout() {
        return config.get().map(AlertingConfig::resolveTimeout).orElse(AlertingConfig.DEFAULT_RESOLVE_TIMEOUT);
    }

    /** In order of the configuration. */
    List<String> receivers() {
        return config.get().map(AlertingConfig::receivers).orElse(List.of()).stream()
                .map(Receiver::name)
                .toList();
    }

    /** Whom an alert is told, in order of the routes; as often as routes lead there. */
    List<String> receiversOf(Labels alert) {
        return config.get().map(now -> now.tree().match(alert)).orElse(List.of()).stream()
                .map(Route::receiver)
                .toList();
    }
}

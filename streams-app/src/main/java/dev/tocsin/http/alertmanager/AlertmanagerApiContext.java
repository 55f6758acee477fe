package dev.tocsin.http.alertmanager;

import dev.tocsin.alerts.Alert;
import dev.tocsin.labels.Labels;
import dev.tocsin.labels.MatcherParser;
import dev.tocsin.notification.muting.Inhibitor;
import dev.tocsin.notification.muting.Muters;
import dev.tocsin.notification.muting.TimeIntervals;
import dev.tocsin.notification.receivers.Receiver;
import dev.tocsin.notification.routing.AlertingConfig;
import dev.tocsin.notification.routing.Flush;
import dev.tocsin.notification.routing.RouteLabels;
import dev.tocsin.notifier.SilenceService;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * The alertmanager half of an instance, as the API asks it.
 *
 * @param alerts all that are known, those that were resolved lately included
 * @param groups every aggregation group as it is now
 * @param inhibition which alerts inhibit which
 * @param config the one in force; empty as long as there is none
 * @param matchers the notation of matchers, and so which names labels may have
 * @param externalUrl where people find this cluster
 */
public record AlertmanagerApiContext(
        Supplier<Collection<Alert>> alerts,
        Supplier<CompletableFuture<List<Flush>>> groups,
        Supplier<Inhibitor> inhibition,
        Supplier<Optional<AlertingConfig>> config,
        AlertWriter alertWriter,
        SilenceService silenceService,
        MatcherParser matchers,
        String externalUrl) {

    Duration resolveTimeout() {
        return config.get().map(AlertingConfig::resolveTimeout).orElse(AlertingConfig.DEFAULT_RESOLVE_TIMEOUT);
    }

    /** In order of the configuration. */
    List<Receiver> receivers() {
        return config.get().map(AlertingConfig::receivers).orElse(List.of());
    }

    /** Whom an alert is told, in order of the routes; as often as routes lead there. */
    List<Receiver> receiversOf(Labels alert) {
        return config.get()
                .map(now -> now.tree().match(alert).stream().map(now::receiver).toList())
                .orElse(List.of());
    }

    /** The receiver of a group; one without labels if the configuration has changed since. */
    Receiver receiverOf(Flush group) {
        return receivers().stream()
                .filter(receiver -> receiver.name().equals(group.receiver()))
                .findFirst()
                .orElseGet(() -> new Receiver(group.receiver(), List.of()));
    }

    /** All that mutes now. */
    Muters muters() {
        var schedules = config.get().map(AlertingConfig::timeIntervals).orElse(TimeIntervals.NONE);
        return new Muters(inhibition.get(), schedules, silenceService.silences());
    }

    Map<String, String> routeLabels(Flush group) {
        return config.get()
                .map(now -> RouteLabels.of(group, now.templates(), externalUrl)
                        .labels()
                        .asMap())
                .orElse(Map.of());
    }
}

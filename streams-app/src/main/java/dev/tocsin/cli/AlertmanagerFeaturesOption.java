package dev.tocsin.cli;

import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;

/** How matchers are read, as amtool is told it. */
final class AlertmanagerFeaturesOption {
    @Option(
            names = "--enable-feature",
            paramLabel = "FEATURES",
            description = "classic-mode or utf8-strict-mode; wins over alertmanager.features of the settings")
    private Optional<String> features = Optional.empty();

    /** What lies over the settings, by the names of variables. */
    Map<String, String> overrides() {
        return features.map(named -> Map.of("TOCSIN_ALERTMANAGER_FEATURES", named))
                .orElse(Map.of());
    }
}

package dev.tocsin.cli;

import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The option {@code --enable-feature} of commands that parse matchers, as in amtool. */
final class AlertmanagerFeaturesOption {
    @Option(
            names = "--enable-feature",
            paramLabel = "FEATURES",
            description = "classic-mode or utf8-strict-mode; overrides the setting alertmanager.features")
    private Optional<String> features = Optional.empty();

    /** Overrides of settings; keys are environment variable names. */
    Map<String, String> overrides() {
        return features.map(names -> Map.of("TOCSIN_ALERTMANAGER_FEATURES", names))
                .orElse(Map.of());
    }
}

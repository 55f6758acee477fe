package dev.tocsin.cli;

import dev.tocsin.config.Settings;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Where a command finds the shared topics. */
final class KafkaOptions {
    @Mixin
    private SettingsOption settings;

    @Option(
            names = "--bootstrap-server",
            paramLabel = "HOST:PORT",
            description = "brokers, separated by commas; wins over all else (default: localhost:9092)")
    private Optional<String> brokers = Optional.empty();

    @Option(
            names = "--topics-prefix",
            paramLabel = "PREFIX",
            description = "what the names of the topics begin with; wins over all else (default: tocsin.)")
    private Optional<String> prefix = Optional.empty();

    /** @param others that lie over the settings, too, by the names of variables */
    Settings read(CliContext surroundings, Map<String, String> others) {
        var over = new HashMap<>(others);
        brokers.ifPresent(given -> over.put("TOCSIN_KAFKA_BOOTSTRAP_SERVERS", given));
        prefix.ifPresent(given -> over.put("TOCSIN_TOPICS_PREFIX", given));
        return settings.read(surroundings, over);
    }
}

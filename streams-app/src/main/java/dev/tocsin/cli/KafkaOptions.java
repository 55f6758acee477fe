package dev.tocsin.cli;

import dev.tocsin.config.Settings;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Options that locate the shared topics. */
final class KafkaOptions {
    @Mixin
    private SettingsOption settings;

    @Option(
            names = "--bootstrap-server",
            paramLabel = "HOST:PORT",
            description = "brokers, separated by commas; overrides settings and environment (default: localhost:9092)")
    private Optional<String> brokers = Optional.empty();

    @Option(
            names = "--topics-prefix",
            paramLabel = "PREFIX",
            description = "prefix of the topic names; overrides settings and environment (default: tocsin.)")
    private Optional<String> prefix = Optional.empty();

    /** @param others more overrides of settings; keys are environment variable names */
    Settings read(CliContext context, Map<String, String> others) {
        var overrides = new HashMap<>(others);
        brokers.ifPresent(value -> overrides.put("TOCSIN_KAFKA_BOOTSTRAP_SERVERS", value));
        prefix.ifPresent(value -> overrides.put("TOCSIN_TOPICS_PREFIX", value));
        return settings.read(context, overrides);
    }
}

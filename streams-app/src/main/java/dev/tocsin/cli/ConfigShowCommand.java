package dev.tocsin.cli;

import dev.tocsin.kafka.codec.ConfigDocument;
import dev.tocsin.kafka.replica.ReplicaEntry;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code tocsin config show}. */
@Command(
        name = "show",
        description = {
            "Prints the active configuration with all defaults and with secrets masked, as amtool does.",
            "If a newer configuration was rejected, the reason is printed to standard error."
        },
        footer = {"", "Example: tocsin config show --as-written > alertmanager.yml"})
final class ConfigShowCommand extends KafkaCommand {
    @Option(
            names = "--as-written",
            description = "print the configuration exactly as it was applied, including secrets")
    private boolean asWritten;

    @Mixin
    private AlertmanagerFeaturesOption features;

    @Override
    public Integer call() {
        var settings = settings(features.overrides());
        try (var topics = open(settings)) {
            var entry = topics.config();
            entry.flatMap(ReplicaEntry::rejected)
                    .ifPresent(rejected -> warn("a newer configuration (the record at offset %d) was rejected: %s"
                            .formatted(rejected.offset(), rejected.reason())));
            var active = entry.flatMap(ReplicaEntry::value)
                    .orElseThrow(() -> new CommandFailedException(
                            "there is no active configuration: apply one with 'tocsin config apply FILE'"));
            var shown = asWritten
                    ? active.document()
                    : AlertmanagerConfigFile.parse(ConfigDocument.KEY, active, settings.matchers())
                            .config()
                            .redacted();
            println(shown.stripTrailing());
            return 0;
        }
    }
}

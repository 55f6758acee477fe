package dev.tocsin.cli;

import dev.tocsin.kafka.replica.ReplicaEntry;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code tocsin config show}. */
@Command(
        name = "show",
        description = {
            "Prints the configuration that is in force, with all its defaults and without its secrets, as amtool does.",
            "What is wrong with a newer one goes to standard error."
        },
        footer = {"", "Example: tocsin config show --as-written > alertmanager.yml"})
final class ConfigShowCommand extends KafkaCommand implements Callable<Integer> {
    @Option(names = "--as-written", description = "prints what was applied, to the letter: with its secrets")
    private boolean asWritten;

    @Mixin
    private AlertmanagerFeaturesOption features;

    ConfigShowCommand(CliContext surroundings, TopicsClient.Factory opening) {
        super(surroundings, opening);
    }

    @Override
    public Integer call() {
        var settings = settings(features.overrides());
        try (var topics = open(settings)) {
            var entry = Optional.ofNullable(topics.config().get(AlertmanagerConfigFile.KEY));
            entry.flatMap(ReplicaEntry::rejected)
                    .ifPresent(flaw -> warn("a newer configuration, the record at offset %d, is not used: %s"
                            .formatted(flaw.offset(), flaw.reason())));
            var inForce = entry.flatMap(ReplicaEntry::value)
                    .orElseThrow(() -> new CommandFailedException(
                            "no configuration is in force: apply one, as with 'tocsin config apply FILE'"));
            var shown = asWritten
                    ? inForce.document()
                    : AlertmanagerConfigFile.parse(AlertmanagerConfigFile.KEY, inForce, settings.matchers())
                            .config()
                            .redacted();
            println(shown.stripTrailing());
            return 0;
        }
    }
}

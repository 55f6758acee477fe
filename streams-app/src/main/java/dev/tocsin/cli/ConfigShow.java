package dev.tocsin.cli;

import dev.tocsin.streams.Entry;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code tocsin config show}. */
@Command(
        name = "show",
        description = {
            "Prints the configuration that is in force, as it was written: with its secrets.",
            "What is wrong with a newer one goes to standard error."
        },
        footer = {"", "Example: tocsin config show > alertmanager.yml"})
final class ConfigShow extends SharedCommand implements Callable<Integer> {
    ConfigShow(Surroundings surroundings, SharedTopics.Opening opening) {
        super(surroundings, opening);
    }

    @Override
    public Integer call() {
        try (var topics = open()) {
            var entry = Optional.ofNullable(topics.config().get(AlertmanagerDocument.NAME));
            entry.flatMap(Entry::flaw)
                    .ifPresent(flaw -> warn("a newer configuration, the record at offset %d, is not used: %s"
                            .formatted(flaw.offset(), flaw.reason())));
            var inForce = entry.flatMap(Entry::value)
                    .orElseThrow(() -> new CommandFailed(
                            "no configuration is in force: apply one, as with 'tocsin config apply FILE'"));
            say(inForce.document().stripTrailing());
            return 0;
        }
    }
}

package dev.tocsin.cli;

import dev.tocsin.kafka.codec.ConfigDocument;
import dev.tocsin.kafka.replica.ReplicaEntry;
import picocli.CommandLine.Command;

/** {@code tocsin sources show}. */
@Command(
        name = "show",
        description = {
            "Prints the sources as they were applied. Those of the settings are not printed.",
            "If newer ones were rejected, the reason is printed to standard error."
        },
        footer = {"", "Example: tocsin sources show > sources.yml"})
final class SourcesShowCommand extends KafkaCommand {
    @Override
    public Integer call() {
        try (var topics = open()) {
            var entry = topics.document(ConfigDocument.SOURCES);
            entry.flatMap(ReplicaEntry::rejected)
                    .ifPresent(rejected -> warn("newer sources (the record at offset %d) were rejected: %s"
                            .formatted(rejected.offset(), rejected.reason())));
            var active = entry.flatMap(ReplicaEntry::value).map(ConfigDocument::document);
            println(active.orElseThrow(() -> new CommandFailedException(
                            "there are no sources: apply some with 'tocsin sources apply FILE'"))
                    .stripTrailing());
            return 0;
        }
    }
}

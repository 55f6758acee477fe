package dev.tocsin.cli;

import dev.tocsin.kafka.codec.ConfigDocument;
import dev.tocsin.kafka.replica.ReplicaEntry;
import picocli.CommandLine.Command;

/** {@code tocsin datasources show}. */
@Command(
        name = "show",
        description = {
            "Prints the active data sources as they were applied.",
            "If newer ones were rejected, the reason is printed to standard error."
        },
        footer = {"", "Example: tocsin datasources show > datasources.yml"})
final class DataSourcesShowCommand extends KafkaCommand {
    @Override
    public Integer call() {
        try (var topics = open()) {
            var entry = topics.document(ConfigDocument.DATA_SOURCES);
            entry.flatMap(ReplicaEntry::rejected)
                    .ifPresent(rejected -> warn("newer data sources (the record at offset %d) were rejected: %s"
                            .formatted(rejected.offset(), rejected.reason())));
            var active = entry.flatMap(ReplicaEntry::value).map(ConfigDocument::document);
            println(active.orElseThrow(() -> new CommandFailedException(
                            "there are no data sources: apply some with 'tocsin datasources apply FILE'"))
                    .stripTrailing());
            return 0;
        }
    }
}

package dev.tocsin.cli;

import dev.tocsin.kafka.codec.ConfigDocument;
import dev.tocsin.kafka.replica.ReplicaEntry;
import picocli.CommandLine.Command;

/** {@code tocsin silence-policy show}. */
@Command(
        name = "show",
        description = {
            "Prints the active silence policy as it was applied.",
            "If a newer one was rejected, the reason is printed to standard error."
        },
        footer = {"", "Example: tocsin silence-policy show > silence-policy.yml"})
final class SilencePolicyShowCommand extends KafkaCommand {
    @Override
    public Integer call() {
        try (var topics = open()) {
            var entry = topics.silencePolicy();
            entry.flatMap(ReplicaEntry::rejected)
                    .ifPresent(rejected -> warn("a newer silence policy (the record at offset %d) was rejected: %s"
                            .formatted(rejected.offset(), rejected.reason())));
            var active = entry.flatMap(ReplicaEntry::value).map(ConfigDocument::document);
            println(active.orElseThrow(
                            () -> new CommandFailedException("there is no silence policy, so everything is allowed:"
                                    + " apply one with 'tocsin silence-policy apply FILE'"))
                    .stripTrailing());
            return 0;
        }
    }
}

package dev.tocsin.cli;

import dev.tocsin.config.SourcesReader;
import dev.tocsin.kafka.codec.ConfigDocument;
import dev.tocsin.kafka.replica.ReplicaEntry;
import dev.tocsin.kafka.sources.RegistrySchemas;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code tocsin sources apply}. */
@Command(
        name = "apply",
        description = {
            "Checks definitions of sources and applies them to all instances. They replace those that were applied before.",
            "Totals of counters go on as long as the name of the source and the labels stay the same."
        },
        footer = {"", "Example: tocsin sources apply examples/sources.yml"})
final class SourcesApplyCommand extends KafkaCommand {
    @Parameters(paramLabel = "FILE", description = "definitions of sources")
    private Path file;

    @Override
    public Integer call() {
        var author = CommandAudit.user(context());
        var settings = settings(Map.of());
        var document = new ConfigDocument(TextFile.read(file), context().clock().instant(), author);
        SourcesReader.read(file.toString(), document.document(), RegistrySchemas.NONE);
        try (var topics = open(settings)) {
            var before = topics.document(ConfigDocument.SOURCES);
            var verdict = ConfigApplyCommand.changeKind(before, document);
            if (!verdict.equals("unchanged")) {
                audit(topics, settings.audit())
                        .add(
                                "config.write",
                                "config/" + ConfigDocument.SOURCES,
                                before.flatMap(ReplicaEntry::value)
                                        .map(ConfigDocument::document)
                                        .orElse(""),
                                document.document())
                        .run(() -> List.of(topics.putDocument(ConfigDocument.SOURCES, document)));
            }
            println("%-9s %s".formatted(verdict, ConfigDocument.SOURCES));
            return 0;
        }
    }
}

package dev.tocsin.cli;

import dev.tocsin.config.SourcesReader;
import dev.tocsin.kafka.codec.ConfigDocument;
import dev.tocsin.kafka.sources.RegistrySchemas;
import java.nio.file.Path;
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
        return applyDocument(ConfigDocument.SOURCES, document, settings);
    }
}

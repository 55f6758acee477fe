package dev.tocsin.cli;

import dev.tocsin.kafka.codec.ConfigDocument;
import java.nio.file.Path;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code tocsin datasources apply}. */
@Command(
        name = "apply",
        description = {
            "Checks data sources and applies them to all instances.",
            "The file replaces all data sources. Rules use them from their next evaluation on."
        },
        footer = {"", "Example: tocsin datasources apply examples/datasources.yml"})
final class DataSourcesApplyCommand extends KafkaCommand {
    @Parameters(paramLabel = "FILE", description = "data sources")
    private Path path;

    @Override
    public Integer call() {
        var author = CommandAudit.user(context());
        var settings = settings(Map.of());
        var file = new DataSourcesFile(path.toString(), TextFile.read(path));
        file.read();
        file.warnings().forEach(warning -> warn("warning: " + warning));
        var document = new ConfigDocument(file.text(), context().clock().instant(), author);
        return applyDocument(ConfigDocument.DATA_SOURCES, document, settings);
    }
}

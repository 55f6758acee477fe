package dev.tocsin.cli;

import dev.tocsin.config.DataSourcesReader;
import dev.tocsin.config.SilencePolicyReader;
import dev.tocsin.config.SourcesReader;
import dev.tocsin.config.alertmanager.AlertmanagerConfigObjects;
import dev.tocsin.config.alertmanager.AlertmanagerConfigReader;
import dev.tocsin.config.alertmanager.AlertmanagerConfigReader.ParseOptions;
import dev.tocsin.config.alertmanager.TemplateFiles;
import dev.tocsin.kafka.SecretReferences;
import dev.tocsin.kafka.codec.ConfigDocument;
import dev.tocsin.labels.MatcherParser;
import dev.tocsin.yaml.ConfigException;
import dev.tocsin.yaml.Problem;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Loads and checks Alertmanager configuration files. */
final class AlertmanagerConfigFile {
    private AlertmanagerConfigFile() {}

    /**
     * Reads a configuration file and the template files that it names.
     *
     * @throws CommandFailedException if one of the files cannot be read
     */
    static ConfigDocument load(Path file, Instant now, String author) {
        var text = TextFile.read(file);
        try {
            return new ConfigDocument(text, TemplateFiles.load(folder(file), text), now, author);
        } catch (UncheckedIOException e) {
            throw new CommandFailedException(e.getMessage());
        }
    }

    /** The document to be stored: objects of Kubernetes are translated, so that instances of all versions read them. */
    static ConfigDocument toStore(ConfigDocument document) {
        return AlertmanagerConfigObjects.areIn(document.document())
                ? new ConfigDocument(
                        AlertmanagerConfigObjects.toConfigurationText("", document.document()),
                        document.files(),
                        document.updatedAt(),
                        document.updatedBy())
                : document;
    }

    /** @throws ConfigException with all errors */
    static AlertmanagerConfigReader.ParsedConfig parse(String source, ConfigDocument document, MatcherParser matchers) {
        return AlertmanagerConfigReader.read(source, document.document(), new ParseOptions(document.files(), matchers));
    }

    /** Warnings for a configuration: probable mistakes, and references to secrets that cannot be resolved here. */
    static List<String> warnings(AlertmanagerConfigReader.ParsedConfig reading) {
        var references = new SecretReferences();
        var all = new ArrayList<String>();
        reading.warnings().forEach(warning -> all.add(warning.toString()));
        reading.references().forEach((reference, location) -> {
            try {
                references.resolve(reference);
            } catch (IllegalArgumentException e) {
                all.add("%s: on this machine %s; each instance resolves it when it sends"
                        .formatted(location, e.getMessage()));
            }
        });
        return all;
    }

    /** All errors of a document of the config topic, each with its position; empty if the document is valid. */
    static List<String> problems(String key, ConfigDocument document, MatcherParser matchers) {
        if (key.equals(ConfigDocument.SILENCE_POLICY)) {
            return SilencePolicyReader.problems(key, document.document());
        }
        if (key.equals(ConfigDocument.SOURCES)) {
            return SourcesReader.problems(key, document.document());
        }
        if (key.equals(ConfigDocument.DATA_SOURCES)) {
            return DataSourcesReader.problems(key, document.document());
        }
        try {
            parse(key, document, matchers);
            return List.of();
        } catch (ConfigException e) {
            return e.problems().stream().map(Problem::toString).toList();
        }
    }

    /** The document without its secrets; a note in its place if it is not valid. */
    static String redacted(ConfigDocument document, MatcherParser matchers) {
        try {
            return parse(ConfigDocument.KEY, document, matchers).config().redacted();
        } catch (ConfigException e) {
            return "(not valid, so its secrets are not known)";
        }
    }

    private static Path folder(Path file) {
        return Optional.ofNullable(file.getParent()).orElse(Path.of(""));
    }
}

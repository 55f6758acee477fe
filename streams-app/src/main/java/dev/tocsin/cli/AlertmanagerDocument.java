package dev.tocsin.cli;

import dev.tocsin.config.alertmanager.AlertmanagerYaml;
import dev.tocsin.config.alertmanager.AlertmanagerYaml.Around;
import dev.tocsin.config.alertmanager.TemplateFiles;
import dev.tocsin.kafka.codec.ConfigDocument;
import dev.tocsin.labels.MatcherParser;
import dev.tocsin.yaml.ConfigException;
import dev.tocsin.yaml.Problem;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The configuration of notifications, as this command line sees it. */
final class AlertmanagerDocument {
    /** What it is called in the config topic. */
    static final String NAME = "alertmanager";

    private AlertmanagerDocument() {}

    /**
     * A configuration as it stands in a file, with the templates beside it.
     *
     * @throws CommandFailed if it, or one of them, can not be read
     */
    static ConfigDocument load(Path file, Instant now, String author) {
        var text = TextFile.read(file);
        try {
            return new ConfigDocument(text, TemplateFiles.of(folder(file), text), now, author);
        } catch (UncheckedIOException e) {
            throw new CommandFailed(e.getMessage());
        }
    }

    /** @throws ConfigException with everything that is wrong with it */
    static AlertmanagerYaml.Reading read(String source, ConfigDocument document, MatcherParser matchers) {
        return AlertmanagerYaml.read(source, document.document(), new Around(document.files(), matchers));
    }

    /** Everything that is wrong with it. */
    static List<String> problems(String name, ConfigDocument document, MatcherParser matchers) {
        try {
            read(name, document, matchers);
            return List.of();
        } catch (ConfigException e) {
            return e.problems().stream().map(Problem::toString).toList();
        }
    }

    private static Path folder(Path file) {
        return Optional.ofNullable(file.getParent()).orElse(Path.of(""));
    }
}

package dev.tocsin.cli;

import dev.tocsin.config.AlertmanagerYaml;
import dev.tocsin.config.ConfigException;
import dev.tocsin.config.Problem;
import dev.tocsin.notification.configuration.AlertingConfig;
import java.util.List;

/** The configuration of notifications, as this command line sees it. */
final class AlertmanagerDocument {
    /** What it is called in the config topic. */
    static final String NAME = "alertmanager";

    // Files with secrets lie where instances run, and are theirs to read. The content is right for a URL, too.
    private static final String NOT_READ = "http://not.read.invalid/";

    private AlertmanagerDocument() {}

    static AlertingConfig read(String source, String text) {
        return AlertmanagerYaml.read(source, text, file -> NOT_READ);
    }

    static List<String> problems(String name, String text) {
        try {
            read(name, text);
            return List.of();
        } catch (ConfigException e) {
            return e.problems().stream().map(Problem::toString).toList();
        }
    }
}

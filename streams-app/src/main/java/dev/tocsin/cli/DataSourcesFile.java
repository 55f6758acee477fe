package dev.tocsin.cli;

import dev.tocsin.config.DataSourcesReader;
import dev.tocsin.datasources.DataSource;
import dev.tocsin.kafka.SecretReferences;
import dev.tocsin.notification.receivers.http.Secret;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A document of data sources.
 *
 * @param source name of the document in messages
 */
record DataSourcesFile(String source, String text) {
    static DataSourcesFile of(Path file) {
        return new DataSourcesFile(file.toString(), TextFile.read(file));
    }

    /** @throws dev.tocsin.yaml.ConfigException with all errors */
    List<DataSource> read() {
        return DataSourcesReader.read(source, text);
    }

    /** @throws CommandFailedException if there is no data source with the name */
    DataSource find(String name) {
        var known = read();
        return known.stream()
                .filter(dataSource -> dataSource.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new CommandFailedException("there is no data source '%s'; there are: %s"
                        .formatted(name, known.stream().map(DataSource::name).collect(Collectors.joining(", ")))));
    }

    /** The content of a file that a data source names, or the value of a reference. */
    static String secret(String path) {
        return Secret.hasReference(path) ? new SecretReferences().resolve(path) : TextFile.read(Path.of(path));
    }

    /** References to secrets that cannot be resolved on this machine. */
    List<String> warnings() {
        var references = new SecretReferences();
        var warnings = new ArrayList<String>();
        for (var reference : Secret.references(text)) {
            try {
                references.resolve(reference);
            } catch (IllegalArgumentException e) {
                warnings.add("%s: on this machine %s; each instance resolves it for each query"
                        .formatted(source, e.getMessage()));
            }
        }
        return warnings.stream().distinct().toList();
    }
}

package dev.tocsin.cli;

import dev.tocsin.config.DataSourcesReader;
import dev.tocsin.datasources.DataSource;
import dev.tocsin.kafka.SecretReferences;
import dev.tocsin.notification.receivers.http.Secret;
import java.util.ArrayList;
import java.util.List;

/**
 * A document of data sources.
 *
 * @param source name of the document in messages
 */
record DataSourcesFile(String source, String text) {
    /** @throws dev.tocsin.yaml.ConfigException with all errors */
    List<DataSource> read() {
        return DataSourcesReader.read(source, text);
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

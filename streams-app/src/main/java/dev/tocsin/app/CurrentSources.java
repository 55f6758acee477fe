package dev.tocsin.app;

import dev.tocsin.config.Settings;
import dev.tocsin.config.SourcesReader;
import dev.tocsin.kafka.codec.ConfigDocument;
import dev.tocsin.kafka.codec.StoredRecord;
import dev.tocsin.kafka.replica.ReplicaEntry;
import dev.tocsin.kafka.sources.RegistrySchemas;
import dev.tocsin.sources.SourceDefinition;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The sources in force on this instance: those of the settings, and those of the config topic, which replace the former of
 * the same names. No source is read until the topic is known.
 */
final class CurrentSources {
    private static final Logger LOG = LoggerFactory.getLogger(CurrentSources.class);

    private final Settings.Sources settings;
    private final RegistrySchemas schemas;
    private final Consumer<List<SourceDefinition>> target;
    private volatile List<SourceDefinition> document = List.of();
    private volatile String problem = "";
    private volatile boolean opened;

    /** @param target puts sources in force */
    CurrentSources(Settings.Sources settings, RegistrySchemas schemas, Consumer<List<SourceDefinition>> target) {
        this.settings = settings;
        this.schemas = schemas;
        this.target = target;
    }

    /** Returns why the newest document is not in force; empty if it is. */
    String problem() {
        return problem;
    }

    /** The config topic was read: sources are in force from now on. */
    void open() {
        opened = true;
        define();
    }

    /** Applies the document in force, and remembers the problem of a newer one that was rejected. */
    void apply(Optional<ReplicaEntry<ConfigDocument>> entry) {
        problem = entry.flatMap(ReplicaEntry::rejected)
                .map(StoredRecord.Rejected::reason)
                .map(reason -> "sources: " + reason)
                .orElse("");
        if (!problem.isEmpty()) {
            LOG.atWarn()
                    .addKeyValue("reason", problem)
                    .log("The new sources are not valid; the last valid ones stay in force");
        }
        document = entry.flatMap(ReplicaEntry::value)
                .map(valid -> SourcesReader.read(ConfigDocument.SOURCES, valid.document(), schemas))
                .orElse(List.of());
        if (opened) {
            define();
        }
    }

    private void define() {
        var all = new LinkedHashMap<String, SourceDefinition>();
        settings.with(schemas).forEach(source -> all.put(source.name(), source));
        document.forEach(source -> all.put(source.name(), source));
        target.accept(List.copyOf(all.values()));
    }
}

package dev.tocsin.kafka.codec;

import java.time.Instant;
import java.util.Map;
import java.util.Set;

/**
 * A document that configures the whole cluster, as its author wrote it: the Alertmanager configuration, the
 * silence policy, the sources, or the data sources.
 *
 * @param document YAML
 * @param files the texts of the template files, by their paths in the document
 * @param updatedAt by the author's clock; {@link Instant#EPOCH} if unknown
 * @param updatedBy empty if unknown
 */
public record ConfigDocument(String document, Map<String, String> files, Instant updatedAt, String updatedBy) {
    /** The key of the Alertmanager configuration. */
    public static final String KEY = "alertmanager";

    /** The key of the silence policy. */
    public static final String SILENCE_POLICY = "silence-policy";

    /** The key of the definitions of sources. */
    public static final String SOURCES = "sources";

    /** The key of the data sources. */
    public static final String DATA_SOURCES = "data-sources";

    /** All keys. */
    public static final Set<String> KEYS = Set.of(KEY, SILENCE_POLICY, SOURCES, DATA_SOURCES);

    public ConfigDocument {
        files = Map.copyOf(files);
    }

    /** A document without template files. */
    public ConfigDocument(String document, Instant updatedAt, String updatedBy) {
        this(document, Map.of(), updatedAt, updatedBy);
    }

    /** Whether the document and its files are the same; author and time may differ. */
    public boolean hasSameContent(ConfigDocument other) {
        return document.equals(other.document) && files.equals(other.files);
    }
}

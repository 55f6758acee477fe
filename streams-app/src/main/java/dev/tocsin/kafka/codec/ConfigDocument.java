package dev.tocsin.kafka.codec;

import java.time.Instant;
import java.util.Map;

/**
 * A configuration document of the cluster, as its author wrote it.
 *
 * @param document YAML
 * @param files the texts of the files that came with it, by their paths as the document spells them
 * @param updatedAt as the author's clock said; {@link Instant#EPOCH} if it was not told
 * @param updatedBy empty if it was not told
 */
public record ConfigDocument(String document, Map<String, String> files, Instant updatedAt, String updatedBy) {
    public ConfigDocument {
        files = Map.copyOf(files);
    }

    /** Without files. */
    public ConfigDocument(String document, Instant updatedAt, String updatedBy) {
        this(document, Map.of(), updatedAt, updatedBy);
    }

    /** Whether it says the same, whoever wrote it when. */
    public boolean hasSameContent(ConfigDocument other) {
        return document.equals(other.document) && files.equals(other.files);
    }
}

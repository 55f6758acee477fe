package dev.tocsin.streams.records;

import java.time.Instant;

/**
 * A configuration document of the cluster, as its author wrote it.
 *
 * @param document YAML
 * @param updatedAt as the author's clock said; {@link Instant#EPOCH} if it was not told
 * @param updatedBy empty if it was not told
 */
public record ConfigDocument(String document, Instant updatedAt, String updatedBy) {}

package dev.tocsin.http.common;

import java.time.Instant;

/**
 * Which instance this is.
 *
 * @param version of Tocsin
 */
public record Identity(String instance, String version, Instant startedAt) {}

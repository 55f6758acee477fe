package dev.tocsin.http.common;

import java.time.Instant;

/**
 * Identity of the instance that serves the API.
 *
 * @param instance the instance id
 * @param version the version of Tocsin
 */
public record Identity(String instance, String version, Instant startedAt) {}

/**
 * The wire format of a Confluent-compatible schema registry.
 *
 * <p><b>Promises:</b> records are written with schemas that the registry knows, and converted to single-object
 * encoding when they are read, so that a replica never needs the registry to read its own stores. While the registry is unreachable
 * nothing is skipped: reads wait, writes fail and are retried. Without a registry, nothing is changed.
 *
 * <p><b>Does not:</b> know what records mean.
 */
package dev.tocsin.kafka.registry;

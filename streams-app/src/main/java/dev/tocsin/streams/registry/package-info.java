/**
 * The wire format of a schema registry: {@code 00}, the schema's number in four bytes, the record. For those whose other
 * clients speak it; without a registry nothing here changes a byte.
 *
 * <p><b>Promises:</b> what leaves is in the wire format, under schemas that the registry knows; what comes in is turned
 * into single-object encoding of a version that every instance knows, so that a replica never needs the registry to
 * read its own stores. While the registry is away nothing is skipped: reading waits, writing fails and is tried again.
 *
 * <p><b>Does not:</b> know what records mean. Doors: {@link dev.tocsin.streams.registry.RegistrySettings},
 * {@link dev.tocsin.streams.registry.WireFormat}.
 */
package dev.tocsin.streams.registry;

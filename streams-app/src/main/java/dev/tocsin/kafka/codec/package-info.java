/**
 * Encodes domain values as Avro records and decodes them.
 *
 * <p><b>Promises:</b> writes Avro single-object encoding. Reads that, and plain JSON of the same schema, in any
 * released version. Bytes that cannot be decoded give a {@link dev.tocsin.kafka.codec.Decoded.Invalid} with the
 * reason, never an exception, and never need more memory than a small multiple of their size. Instants keep their
 * milliseconds.
 *
 * <p><b>Does not:</b> know topics, offsets or clients.
 */
package dev.tocsin.kafka.codec;

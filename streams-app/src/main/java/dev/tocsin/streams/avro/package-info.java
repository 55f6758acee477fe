/**
 * Bytes of topics as records of a schema, and back.
 *
 * <p><b>Promises:</b> what is written is Avro single-object encoding. What is read may also be plain JSON of the same
 * schema, or of any version that was released. Bytes that can not be read give a
 * {@link dev.tocsin.streams.avro.Decoded.Bad} that says why, never an exception, and never more memory than a small
 * multiple of their size.
 *
 * <p><b>Does not:</b> know what a record means, topics or clients. Doors: {@link dev.tocsin.streams.avro.Codec},
 * {@link dev.tocsin.streams.avro.Decoded}; for schema registries {@link dev.tocsin.streams.avro.Transcoding}.
 */
package dev.tocsin.streams.avro;

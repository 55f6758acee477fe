/**
 * What the bytes in topics mean: Avro records of module {@code schemas}, to and from the domain's values.
 *
 * <p><b>Promises:</b> what is written is Avro single-object encoding. What is read may also be plain JSON of the same
 * schema. Bytes that can not be read give a {@link dev.tocsin.streams.records.Decoded.Bad} that says why, never an
 * exception, and never more memory than a small multiple of their size.
 *
 * <p><b>Does not:</b> know topics, offsets or clients. Doors: {@link dev.tocsin.streams.records.Codec},
 * {@link dev.tocsin.streams.records.Codecs}, {@link dev.tocsin.streams.records.Decoded}.
 */
package dev.tocsin.streams.records;

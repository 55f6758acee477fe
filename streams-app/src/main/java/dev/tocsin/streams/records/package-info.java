/**
 * What the records in topics mean: those of module {@code schemas}, to and from the domain's values; one mapping a kind.
 *
 * <p><b>Promises:</b> what was written is read as it was, instants to the millisecond; a record that makes no sense as
 * a value is undecodable, with the reason.
 *
 * <p><b>Does not:</b> know bytes, topics, offsets or clients. Door: {@link dev.tocsin.streams.records.Codecs}; the other
 * public types are values that no other room has.
 */
package dev.tocsin.streams.records;

/**
 * The messages of Prometheus's remote write protocol, versions 1 and 2, and the protobuf encoding that they have.
 *
 * <p><b>Promises:</b> a series that is not valid says why and leaves the others as they are. Bytes that are no message, or
 * need too much memory, end in an {@link java.lang.IllegalArgumentException} before the memory is used.
 *
 * <p><b>Does not:</b> decompress, or decide which times are accepted.
 */
package dev.tocsin.evaluation.remotewrite;

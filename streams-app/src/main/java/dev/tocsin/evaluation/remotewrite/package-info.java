/**
 * The messages of Prometheus's remote write protocol and the protobuf encoding that they have.
 *
 * <p><b>Promises:</b> bytes that are no message end in an {@link java.lang.IllegalArgumentException}, and in no other error. Nothing is
 * allocated for a length that a message only claims.
 *
 * <p><b>Does not:</b> decompress, or decide which times are accepted.
 */
package dev.tocsin.evaluation.remotewrite;

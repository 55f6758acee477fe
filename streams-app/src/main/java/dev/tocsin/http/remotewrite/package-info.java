/**
 * Remote write: samples that a Prometheus or an agent sends, in version 1.0 of the protocol.
 *
 * <p><b>Promises:</b> the answer 204 means that every sample is stored by Kafka; a body that is none, or too large, is
 * refused before it costs much; of a body with good and bad series the good ones are stored, and the answer names the
 * bad ones. Order within a series is kept.
 *
 * <p><b>Does not:</b> store. Metadata and exemplars are passed over. Doors:
 * {@link dev.tocsin.http.remotewrite.RemoteWrite}, {@link dev.tocsin.http.remotewrite.SampleIntake},
 * {@link dev.tocsin.http.remotewrite.Written}.
 */
package dev.tocsin.http.remotewrite;

/**
 * Formats of records that other products write: prometheus-kafka-adapter, the OpenTelemetry Collector, Telegraf, Vector, Mimir,
 * remote write and Prometheus's text formats; and the envelopes in which other records come.
 *
 * <p><b>Promises:</b> a format of {@link dev.tocsin.sources.formats.SourceFormats} throws nothing but {@link
 * dev.tocsin.sources.UndecodableRecordException}, and uses bounded memory. A part of a record that cannot be used does not affect the
 * other parts.
 *
 * <p><b>Does not:</b> map records of other shapes to series; that is a source's definition.
 */
package dev.tocsin.sources.formats;

/**
 * OTLP metrics in protobuf and in JSON, as the OpenTelemetry Collector and the SDKs write them.
 *
 * <p><b>Promises:</b> names and labels are those that Prometheus's OTLP endpoint gives with the same translation strategy.
 * One reader serves both encodings, so both give the same samples.
 *
 * <p><b>Does not:</b> add up deltas: it marks them, and the topology keeps the totals. Exemplars, minimum and maximum are dropped.
 */
package dev.tocsin.sources.otlp;

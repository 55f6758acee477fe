/**
 * The replicated log: topics, the one producer, and the state that every instance folds from them.
 *
 * <p><b>Promises:</b> what {@link dev.tocsin.streams.Log} says is appended is stored by all in-sync replicas. A
 * {@link dev.tocsin.streams.Replica} holds what a fold over the topics gives, the same on every instance at the same
 * offset; a record that can not be read stops nothing. A client that dies is built again, as often as it takes.
 *
 * <p><b>Does not:</b> decide what to write, evaluate, or notify; let types of Kafka or Avro out. Doors:
 * {@link dev.tocsin.streams.KafkaSettings}, {@link dev.tocsin.streams.Topics} and
 * {@link dev.tocsin.streams.TopicCreation}, {@link dev.tocsin.streams.Log}, {@link dev.tocsin.streams.Publisher},
 * {@link dev.tocsin.streams.TopicReader}, {@link dev.tocsin.streams.Replica} and {@link dev.tocsin.streams.ReplicaClient},
 * {@link dev.tocsin.streams.Samples} and {@link dev.tocsin.streams.SamplesClient},
 * {@link dev.tocsin.streams.ArchiveClient}, {@link dev.tocsin.streams.Janitor}.
 */
package dev.tocsin.streams;

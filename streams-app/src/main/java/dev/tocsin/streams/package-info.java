/**
 * Kafka as the instances share it: which topics there are, how they are made and keyed, and how one gets at them.
 *
 * <p><b>Promises:</b> topics are named in one place; what exists in a form that breaks a promise is refused, all of it
 * at once; settings on which a promise rests can not be set otherwise; a broker whose name can not be resolved yet is
 * looked for again.
 *
 * <p><b>Does not:</b> read or write records: the other rooms of this wing do, and nothing in it lets types of Kafka or
 * Avro out. Doors: {@link dev.tocsin.streams.KafkaSettings}, {@link dev.tocsin.streams.Topics},
 * {@link dev.tocsin.streams.Kafka}, {@link dev.tocsin.streams.TopicCreation}. For the rooms of this wing:
 * {@link dev.tocsin.streams.Keys}, {@link dev.tocsin.streams.OnDemand}, {@link dev.tocsin.streams.Waiting}.
 */
package dev.tocsin.streams;

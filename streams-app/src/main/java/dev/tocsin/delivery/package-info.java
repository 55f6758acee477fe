/**
 * Who is told, and when: keeps the aggregation groups of one instance, flushes those that are due, and says what there
 * is to tell.
 *
 * <p><b>Promises:</b> while one instance lives and can reach a receiver, every due notification is delivered; no news
 * is delivered twice unless its sender dies or is cut off between sending and logging; a silence that was in the log
 * before a claim is honoured by it. A receiver that hangs delays nobody else.
 *
 * <p><b>Does not:</b> decide what is muted, grouped or news (that is {@code notification}) or which instance tells (that
 * is {@code delivery.claiming}), know Kafka, or speak to receivers: what leaves the house goes through a
 * {@link dev.tocsin.delivery.Courier}, and {@code delivery.couriers} has one for each. Doors:
 * {@link dev.tocsin.delivery.Notifier}, {@link dev.tocsin.delivery.Intake} for alerts from outside,
 * {@link dev.tocsin.delivery.Silencing}, {@link dev.tocsin.delivery.ReplicatedLog}.
 */
package dev.tocsin.delivery;

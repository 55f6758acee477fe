/**
 * Notifies receivers: aggregation groups, flushes and the claim protocol.
 *
 * <p><b>Promises:</b> every due notification is delivered while one instance is running and can reach the receiver. No
 * notification is sent twice, unless its sender dies, is paused or is cut off between sending and logging. A claim
 * honours every silence acknowledged before it: {@code SlotFlush} decides again after the claim, with the silences of
 * that moment. A receiver that does not answer delays no other receiver. All decisions are made by log time.
 *
 * <p><b>Does not:</b> use Kafka's own classes or send requests.
 */
package dev.tocsin.notifier;

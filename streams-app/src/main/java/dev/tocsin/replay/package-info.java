/**
 * Evaluates a past stretch again from copies of the topics, or from the samples of a Prometheus, with the engine, the
 * scheduler and the notifier of an instance, in virtual time.
 *
 * <p><b>Promises:</b> a tick sees the samples that it saw then; the alert states and recorded samples are compared with
 * those that the instances logged.
 *
 * <p><b>Does not:</b> write to a topic, or send a notification.
 */
package dev.tocsin.replay;

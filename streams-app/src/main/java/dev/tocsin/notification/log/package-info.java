/**
 * The notification log: slots, claims, log entries, cluster members and the dedup decision.
 *
 * <p><b>Promises:</b> the state of a slot is a fold over log records and depends on nothing else.
 *
 * <p><b>Does not:</b> read a clock, store or send.
 */
package dev.tocsin.notification.log;

/**
 * The routing tree and aggregation groups.
 *
 * <p><b>Promises:</b> routes and group keys are the same as in Alertmanager; a group knows when its next flush is due.
 *
 * <p><b>Does not:</b> send, store, or read a clock.
 */
package dev.tocsin.notification.routing;

/**
 * The routing tree and aggregation groups.
 *
 * <p><b>Promises:</b> an alert takes the same routes and group keys as in Alertmanager; a group knows when it is
 * due.
 *
 * <p><b>Does not:</b> send, store, or read a clock.
 */
package dev.tocsin.notification.routing;

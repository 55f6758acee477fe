/**
 * What a route says of itself: its labels, written with the alerts of a group.
 *
 * <p><b>Promises:</b> a label may use another one of the same route; one that can not be written is left out, and the
 * reason is told.
 *
 * <p><b>Does not:</b> inherit (routes do), or send. Door: {@link dev.tocsin.notification.routelabels.RouteLabels}.
 */
package dev.tocsin.notification.routelabels;

/**
 * Lists of alerts for people: in aggregation groups or in groups by labels, filtered, sorted and counted.
 *
 * <p><b>Promises:</b> functions over one snapshot: the numbers of one answer fit each other.
 *
 * <p><b>Does not:</b> change a group, or decide what is notified.
 */
package dev.tocsin.notification.listing;

/**
 * Which alerts are told together, and when.
 *
 * <p><b>Promises:</b> Alertmanager's groups and their timing, except that {@code group_interval} is kept by the whole
 * cluster: the next flush counts from what the notification log says was flushed, on whichever instance, so a
 * restarted or late instance does not notify early. A resolved alert stays until a flush has succeeded with it.
 *
 * <p><b>Does not:</b> decide whether a flush is news, mute, send, or look at a clock. Not safe for use by several
 * threads. Doors: {@link dev.tocsin.notification.groups.Groups}, {@link dev.tocsin.notification.groups.Flush},
 * {@link dev.tocsin.notification.groups.NotificationLog}.
 */
package dev.tocsin.notification.groups;

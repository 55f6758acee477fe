/**
 * Services that call people out of bed, or keep what is to be done: incident.io, Jira, Opsgenie, PagerDuty, Pushover,
 * SNS and VictorOps.
 *
 * <p><b>Promises:</b> each is asked what Alertmanager would ask it, to the letter, and its answers mean the same.
 * Where a service keeps incidents or issues, a group is one of them, however often it is told.
 *
 * <p><b>Does not:</b> send, or read configurations. Doors: each kind is one, with the texts that it has by default,
 * and {@link dev.tocsin.notification.receivers.oncall.AwsSigner} beside SNS.
 */
package dev.tocsin.notification.receivers.oncall;

/**
 * What is asked of web servers, by which way, and who asks: requests and answers, proxies, certificates, logins,
 * secrets.
 *
 * <p><b>Promises:</b> settings and requests show no secret when they are printed; one that stands in a file is read
 * when it is needed. Addresses and settings that could never work are refused in Alertmanager's words.
 *
 * <p><b>Does not:</b> open connections, or read files itself. Doors:
 * {@link dev.tocsin.notification.receivers.web.Request}, {@link dev.tocsin.notification.receivers.web.Answer},
 * {@link dev.tocsin.notification.receivers.web.HttpSettings} with what it is made of,
 * {@link dev.tocsin.notification.receivers.web.Secret}, {@link dev.tocsin.notification.receivers.web.WebUrl}.
 */
package dev.tocsin.notification.receivers.web;

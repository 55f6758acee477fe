/**
 * The files of the web UI: modules, styles and libraries from the class path, and the page that loads them.
 *
 * <p><b>Promises:</b> the page runs only scripts of this instance, whose content is in their address, so that a browser never
 * mixes versions. It works below any path, also behind a proxy that removes a prefix.
 *
 * <p><b>Does not:</b> know data; the page gets them from the HTTP APIs.
 */
package dev.tocsin.http.ui;

/**
 * Shared parts of the HTTP resources: JSON, times, request bodies, errors, asynchronous responses.
 *
 * <p><b>Promises:</b> a body is read up to a limit; a value that cannot be parsed is answered with 400 and the
 * reason.
 *
 * <p><b>Does not:</b> contain any API.
 */
package dev.tocsin.http.common;

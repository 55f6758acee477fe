/**
 * What all HTTP resources share: JSON, times, request bodies, asynchronous answers.
 *
 * <p><b>Promises:</b> a body is read up to a limit; a value that cannot be parsed is answered with 400 and the
 * reason.
 *
 * <p><b>Does not:</b> know any API.
 */
package dev.tocsin.http.common;

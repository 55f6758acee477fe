/**
 * What the HTTP APIs have in common: JSON and times in Go's notation, bodies of limited size, paths that refuse other
 * methods, answers that come later.
 *
 * <p><b>Promises:</b> no body is read beyond its limit; no answer is written on the thread that had it.
 *
 * <p><b>Does not:</b> know what is spoken about. Doors: {@link dev.tocsin.http.wire.Json},
 * {@link dev.tocsin.http.wire.ApiTime}, {@link dev.tocsin.http.wire.Body}, {@link dev.tocsin.http.wire.Paths},
 * {@link dev.tocsin.http.wire.Later}, {@link dev.tocsin.http.wire.Refusal}.
 */
package dev.tocsin.http.wire;

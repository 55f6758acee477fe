/**
 * What an instance says of itself at its door.
 *
 * <p><b>Does not:</b> find it out: the roof gives it. Doors: {@link dev.tocsin.http.instance.Identity},
 * {@link dev.tocsin.http.instance.Condition}, {@link dev.tocsin.http.instance.SkippedRecord}.
 */
package dev.tocsin.http.instance;

/**
 * How values become text: as Go prints and formats them, as it is or escaped for HTML.
 *
 * <p><b>Promises:</b> a value prints as Go's fmt prints it; in HTML whatever is no part of a template itself is escaped,
 * by where it comes to stand; no text grows beyond bounds.
 *
 * <p><b>Does not:</b> run templates. Doors: {@link dev.tocsin.templates.output.Output} and
 * {@link dev.tocsin.templates.output.HtmlOutput} to write to, {@link dev.tocsin.templates.output.GoPrint},
 * {@link dev.tocsin.templates.output.GoPrintf}, {@link dev.tocsin.templates.output.Escapes} and
 * {@link dev.tocsin.templates.output.Text} for functions.
 */
package dev.tocsin.templates.output;

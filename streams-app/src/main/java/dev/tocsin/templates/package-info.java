/**
 * Go's text/template and html/template languages: values, execution and output.
 *
 * <p><b>Promises:</b> a template renders what Go renders, and is refused in Go's words at the same position. No
 * template takes more than bounded time, memory and stack. HTML output is escaped by context.
 *
 * <p><b>Does not:</b> read a clock, or reach into Java objects.
 */
package dev.tocsin.templates;

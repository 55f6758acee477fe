/**
 * Go's text/template and html/template languages: parser, values, execution and output.
 *
 * <p><b>Promises:</b> a template renders the same text as in Go, or fails with the same message and position. Time,
 * memory and stack of a rendering are bounded, and so is the nesting of a template. HTML output is escaped by context.
 *
 * <p><b>Does not:</b> read a clock, or access Java objects by reflection.
 */
package dev.tocsin.templates;

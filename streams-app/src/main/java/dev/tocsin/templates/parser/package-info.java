/**
 * The parser of Go's template language.
 *
 * <p><b>Promises:</b> invalid templates are refused with Go's message; the {@code toString()} of a parsed template
 * parses to the same template. Nesting is bounded.
 *
 * <p><b>Does not:</b> know functions, except whether they exist.
 */
package dev.tocsin.templates.parser;

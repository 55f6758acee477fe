/**
 * Parses templates.
 *
 * <p><b>Promises:</b> refuses what Go refuses, in Go's words; a parsed template prints itself in a form that
 * parses to the same template. Nesting is bounded.
 *
 * <p><b>Does not:</b> know what a function does, only that it exists.
 */
package dev.tocsin.templates.parser;

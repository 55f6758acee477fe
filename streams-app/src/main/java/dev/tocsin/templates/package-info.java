/**
 * Go's text/template language, in which rules write labels and annotations and receivers write notifications.
 *
 * <p><b>Promises:</b> a text renders to what Go would make of it, and is refused in Go's words, at the same place; no
 * template, however hostile, takes more than bounded time, memory and stack.
 *
 * <p><b>Does not:</b> know what is told to whom, look at a clock, or reach into Java objects: a value is a text, a
 * number, a list, a map, nothing, or tells its own members ({@link dev.tocsin.templates.values.Described}). It writes plain
 * text, or HTML in which what comes from outside is escaped. Doors: {@link dev.tocsin.templates.Template},
 * {@link dev.tocsin.templates.Templates}, {@link dev.tocsin.templates.Functions}.
 */
package dev.tocsin.templates;

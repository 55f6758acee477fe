/**
 * What a template works with: values, their members, and the signatures of functions that take them.
 *
 * <p><b>Promises:</b> a value is a text, a number, a list, a map, nothing, or tells its own members
 * ({@link dev.tocsin.templates.values.Described}); arguments are checked against a
 * {@link dev.tocsin.templates.values.Signature} before a function sees them, and complained of in Go's words.
 *
 * <p><b>Does not:</b> know templates, or print. Who writes a function needs
 * {@link dev.tocsin.templates.values.Arguments}, {@link dev.tocsin.templates.values.Signature} and
 * {@link dev.tocsin.templates.values.FunctionFailedException}; who adds a kind of value
 * {@link dev.tocsin.templates.values.Described} and {@link dev.tocsin.templates.values.Shape}.
 */
package dev.tocsin.templates.values;

/**
 * The text of a template, read into definitions: what stands in it, and at which place.
 *
 * <p><b>Promises:</b> a text is refused where Go would refuse it, in Go's words; what was read prints itself as it could
 * have been written. Nesting is bounded.
 *
 * <p><b>Does not:</b> know what a function does, only whether there is one of its name. Doors:
 * {@link dev.tocsin.templates.parsing.Parser}, and the tree that comes of it, from
 * {@link dev.tocsin.templates.parsing.Definition} down.
 */
package dev.tocsin.templates.parsing;

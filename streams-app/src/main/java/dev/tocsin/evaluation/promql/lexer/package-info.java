/**
 * Cuts the text of an expression into tokens.
 *
 * <p><b>Promises:</b> a token knows its place in the text, in bytes of UTF-8; what is no token is refused in the words
 * of Prometheus and at its place.
 *
 * <p><b>Does not:</b> know the grammar, beyond which brackets are open. Doors:
 * {@link dev.tocsin.evaluation.promql.lexer.Lexer}, {@link dev.tocsin.evaluation.promql.lexer.Token},
 * {@link dev.tocsin.evaluation.promql.lexer.TokenKind}.
 */
package dev.tocsin.evaluation.promql.lexer;

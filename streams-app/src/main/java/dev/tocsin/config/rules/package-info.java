/**
 * Reads Prometheus rule files and promtool unit test files.
 *
 * <p><b>Promises:</b> a file means what it means to Prometheus; an error inside an expression is reported at its
 * own position.
 *
 * <p><b>Does not:</b> validate or evaluate rules.
 */
package dev.tocsin.config.rules;

/**
 * The bounds on everything that comes from outside.
 *
 * <p><b>Promises:</b> every bound is one constant of {@link dev.tocsin.limits.Limit}, and {@code docs/limits.md} lists all
 * of them.
 *
 * <p><b>Does not:</b> enforce a bound. The code that reads the input does.
 */
package dev.tocsin.limits;

/**
 * The main class of the local stack. Only this package reads the system clock and the environment.
 *
 * <p><b>Promises:</b> the commands {@code dev} and {@code broker} in addition to all commands of the product.
 *
 * <p><b>Does not:</b> belong to the product: the local stack is not on the product's class path.
 */
package dev.tocsin.local;

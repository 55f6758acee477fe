/**
 * The roof of the local stack: its command line, the only system clock and the only environment.
 *
 * <p><b>Promises:</b> {@code dev} and {@code broker} besides all commands of the product.
 *
 * <p><b>Does not:</b> belong to the product; nothing of it is on the product's class path.
 */
package dev.tocsin.local;

/**
 * Go's notation of durations, times, numbers, quoted strings and JSON; SHA-256 in hexadecimal digits.
 *
 * <p><b>Promises:</b> parses and formats like Go's standard library.
 *
 * <p><b>Does not:</b> know what a value is used for.
 */
package dev.tocsin.notation;

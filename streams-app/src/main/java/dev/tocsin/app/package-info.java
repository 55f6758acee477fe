/**
 * Wiring of one instance: opens its components in order of dependency and closes them in reverse order.
 *
 * <p><b>Promises:</b> only this package reads the system clock and the environment of the process. Everything that was
 * opened is closed in bounded time, even if opening failed half-way.
 *
 * <p><b>Does not:</b> decide anything.
 */
package dev.tocsin.app;

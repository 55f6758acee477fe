/**
 * The roof: wires the house, opens it from the ground up and closes it from the roof down.
 *
 * <p><b>Promises:</b> the only system clock and the only environment of the process are read here; whatever was opened
 * is closed, in bounded time, however far the opening came.
 *
 * <p><b>Does not:</b> decide anything. Door: {@link dev.tocsin.app.Main}.
 */
package dev.tocsin.app;

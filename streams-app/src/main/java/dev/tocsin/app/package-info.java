/**
 * The roof: wires the house, opens it from the ground up and closes it from the roof down.
 *
 * <p><b>Promises:</b> the only system clock and the only environment of the process are read here.
 */
package dev.tocsin.app;

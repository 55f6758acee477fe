/**
 * Single-threaded event loops with timers.
 *
 * <p><b>Promises:</b> tasks of one loop never run at the same time; a task that throws is logged and stops
 * nothing.
 *
 * <p><b>Does not:</b> block: nothing that waits belongs on a loop.
 */
package dev.tocsin.timing;

/**
 * Single-threaded event loops with timers, and helpers for threads, futures and errors.
 *
 * <p><b>Promises:</b> tasks of one loop never run at the same time; a task that throws is logged and stops
 * nothing.
 *
 * <p><b>Does not:</b> block: a task that waits must not run on a loop.
 */
package dev.tocsin.timing;

/**
 * Supervision of child processes.
 *
 * <p><b>Promises:</b> a child that ends is restarted with exponential backoff; stopping ends every child, by force after
 * a timeout; a child ends when its parent has ended; a folder has at most one owner.
 *
 * <p><b>Does not:</b> depend on what the children do.
 */
package dev.tocsin.local.processes;

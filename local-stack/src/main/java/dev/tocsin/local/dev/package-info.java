/**
 * {@code tocsin dev}: a cluster on this machine for trying things out.
 *
 * <p><b>Promises:</b> one broker and three instances, each in its own process; rules and configuration are applied;
 * real samples every second; one line per notification; with {@code --sql} the archive in a database. No process is
 * left running at the end, even if {@code dev} is killed.
 *
 * <p><b>Does not:</b> repeat what the product's commands do: it calls them.
 */
package dev.tocsin.local.dev;

/**
 * {@code tocsin dev}: a whole cluster on this machine, to be tried and to be hurt.
 *
 * <p><b>Promises:</b> one broker, three instances, each a process of its own; rules and configuration applied; real
 * samples each second; each notification in one line; the archive in tables if asked. When it ends, however it ends, nothing is left running.
 *
 * <p><b>Does not:</b> do anything that the product's own commands do: it calls them. Doors:
 * {@link dev.tocsin.local.dev.DevCommand}, {@link dev.tocsin.local.dev.Installation}.
 */
package dev.tocsin.local.dev;

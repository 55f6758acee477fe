/**
 * Samples from the fields of records, by paths that a user writes.
 *
 * <p><b>Promises:</b> paths and filters are checked when they are read, and an error has its position. Evaluating them
 * never fails: a missing field, or one of another type, leaves a series out with a reason.
 *
 * <p><b>Does not:</b> know where records come from.
 */
package dev.tocsin.sources.mapping;

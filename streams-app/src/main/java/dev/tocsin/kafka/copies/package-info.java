/**
 * Copies of the shared topics as files, one for each partition.
 *
 * <p><b>Promises:</b> a copied record has the key, value, time, headers and offset of the record in the topic. Other users
 * of the machine cannot read the files.
 *
 * <p><b>Does not:</b> interpret values. Those of a schema registry are stored as instances read them, without the registry.
 */
package dev.tocsin.kafka.copies;

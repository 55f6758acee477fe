/**
 * The archive as a topology that the instances share: folds the shared topics into tables, whose changelogs a sink reads.
 *
 * <p><b>Promises:</b> each record changes the tables exactly once, whichever instance folds it; another instance goes on
 * with the tables of one that is gone; a change that changes nothing is not written.
 *
 * <p><b>Does not:</b> know what a row says (that is {@code archive}) or how it is written ({@code streams.rows}); nobody
 * who notifies waits for it. Door: {@link dev.tocsin.streams.archive.ArchiveClient}. Kafka Streams makes
 * {@link dev.tocsin.streams.archive.ArchiveMemory}.
 */
package dev.tocsin.streams.archive;

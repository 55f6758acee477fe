package dev.tocsin.kafka.copies;

import dev.tocsin.kafka.Partition;
import dev.tocsin.kafka.log.LogRecord;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.StreamCorruptedException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/** Reads the records of a copied partition in order. Used by one thread. */
public final class CopiedPartition implements AutoCloseable {
    private static final int BUFFER = 1 << 16;

    private final Path file;
    private final Partition partition;
    private final DataInputStream in;
    private final long length;
    private LogRecord next;

    private CopiedPartition(Path file, Partition partition, DataInputStream in, long length) {
        this.file = file;
        this.partition = partition;
        this.in = in;
        this.length = length;
    }

    static CopiedPartition open(Path file, String topic, int number) {
        try {
            var in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file), BUFFER));
            if (!Arrays.equals(in.readNBytes(CopyFormat.MAGIC.length), CopyFormat.MAGIC)) {
                in.close();
                throw new DamagedCopyException("file '%s' is no copy of a topic".formatted(file));
            }
            var opened = new CopiedPartition(file, new Partition(topic, number), in, Files.size(file));
            opened.advance();
            return opened;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read file '%s': %s".formatted(file, e), e);
        }
    }

    public Partition partition() {
        return partition;
    }

    /** The next record, which stays the next one; empty at the end. */
    public Optional<LogRecord> peek() {
        return Optional.ofNullable(next);
    }

    /** Takes the next record. @throws DamagedCopyException if the file ends within the record after it */
    public LogRecord take() {
        var taken = peek().orElseThrow();
        try {
            advance();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read file '%s': %s".formatted(file, e), e);
        }
        return taken;
    }

    private void advance() throws IOException {
        in.mark(1);
        if (in.read() < 0) {
            next = null;
            return;
        }
        in.reset();
        try {
            next = LogRecord.of(CopyFormat.read(in, partition.topic(), partition.number(), length));
        } catch (EOFException | StreamCorruptedException e) {
            throw new DamagedCopyException("file '%s' is damaged after offset %s: copy the topics again"
                    .formatted(file, next == null ? "0" : String.valueOf(next.offset())));
        }
    }

    @Override
    public void close() {
        try {
            in.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

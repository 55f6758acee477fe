package dev.tocsin.kafka.copies;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;

/** Writes the copy of one partition. Every method throws {@link UncheckedIOException} if the file cannot be written. */
public final class CopyWriter implements AutoCloseable {
    private static final FileAttribute<?> OWNER_ONLY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

    private final Path file;
    private final String topic;
    private final int partition;
    private final DataOutputStream out;
    private long records;

    private CopyWriter(Path file, String topic, int partition, DataOutputStream out) {
        this.file = file;
        this.topic = topic;
        this.partition = partition;
        this.out = out;
    }

    /** Creates a file that other users cannot read. */
    static CopyWriter create(Path file, String topic, int partition) {
        try {
            var isPosix = file.getFileSystem().supportedFileAttributeViews().contains("posix");
            Files.createFile(file, isPosix ? new FileAttribute<?>[] {OWNER_ONLY} : new FileAttribute<?>[0]);
            var out = new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file)));
            out.write(CopyFormat.MAGIC);
            return new CopyWriter(file, topic, partition, out);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot create file '%s': %s".formatted(file, e), e);
        }
    }

    void write(ConsumerRecord<byte[], byte[]> record) {
        try {
            CopyFormat.write(out, record);
            records++;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write file '%s': %s".formatted(file, e), e);
        }
    }

    /** Writes a record that is in no topic. Its offset is the number of records before it. */
    public void write(Instant at, String key, byte[] value) {
        write(new ConsumerRecord<>(
                topic,
                partition,
                records,
                at.toEpochMilli(),
                TimestampType.CREATE_TIME,
                key.length(),
                value.length,
                key.getBytes(UTF_8),
                value,
                new RecordHeaders(),
                Optional.empty()));
    }

    @Override
    public void close() {
        try {
            out.close();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write file '%s': %s".formatted(file, e), e);
        }
    }
}

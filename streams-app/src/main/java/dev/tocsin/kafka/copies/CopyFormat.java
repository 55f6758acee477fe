package dev.tocsin.kafka.copies;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.StreamCorruptedException;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;

/**
 * The format of a copied partition: a line that names it, then records. A record is its offset and time (8 bytes each),
 * its key and value, the number of its headers, and the name and value of each. A text or value is its length in 4 bytes,
 * -1 for none, and its bytes.
 */
final class CopyFormat {
    static final byte[] MAGIC = "tocsin-records 1\n".getBytes(java.nio.charset.StandardCharsets.US_ASCII);
    private static final int NONE = -1;

    private CopyFormat() {}

    static void write(DataOutputStream out, ConsumerRecord<byte[], byte[]> record) throws IOException {
        out.writeLong(record.offset());
        out.writeLong(record.timestamp());
        write(out, record.key());
        write(out, record.value());
        var headers = record.headers().toArray();
        out.writeInt(headers.length);
        for (var header : headers) {
            out.writeUTF(header.key());
            write(out, header.value());
        }
    }

    private static void write(DataOutputStream out, byte[] bytes) throws IOException {
        out.writeInt(bytes == null ? NONE : bytes.length);
        if (bytes != null) {
            out.write(bytes);
        }
    }

    /** @param longest no length in the record is greater */
    static ConsumerRecord<byte[], byte[]> read(DataInputStream in, String topic, int partition, long longest)
            throws IOException {
        var offset = in.readLong();
        var time = in.readLong();
        var key = bytes(in, longest);
        var value = bytes(in, longest);
        return new ConsumerRecord<>(
                topic,
                partition,
                offset,
                time,
                TimestampType.NO_TIMESTAMP_TYPE,
                NONE,
                NONE,
                key,
                value,
                headers(in, longest),
                Optional.empty());
    }

    private static Headers headers(DataInputStream in, long longest) throws IOException {
        var headers = new RecordHeaders();
        var count = in.readInt();
        for (var i = 0; i < count; i++) {
            headers.add(in.readUTF(), bytes(in, longest));
        }
        return headers;
    }

    private static byte[] bytes(DataInputStream in, long longest) throws IOException {
        var length = in.readInt();
        if (length < NONE || length > longest) {
            throw new StreamCorruptedException("a length of %d".formatted(length));
        }
        return length == NONE ? null : in.readNBytes(length);
    }
}

package dev.tocsin.sources.formats;

import dev.tocsin.evaluation.remotewrite.WriteVersion;
import dev.tocsin.labels.Labels;
import dev.tocsin.limits.Limit;
import dev.tocsin.sources.DecodedRecord;
import dev.tocsin.sources.RecordFormat;
import dev.tocsin.sources.SourceHeader;
import dev.tocsin.sources.SourceRecord;
import dev.tocsin.sources.UndecodableRecordException;
import java.io.IOException;
import java.util.Arrays;
import org.xerial.snappy.Snappy;

/**
 * A request of remote write as the value of a record: version 1 or 2, compressed with Snappy in the block format or not at
 * all. Telegraf's data format prometheusremotewrite is version 1, compressed.
 */
record RemoteWriteFormat() implements RecordFormat {
    private static final byte[] ZSTD = {0x28, (byte) 0xb5, 0x2f, (byte) 0xfd};
    private static final byte[] FRAMED_SNAPPY = {(byte) 0xff, 6, 0, 0, 's', 'N', 'a', 'P', 'p', 'Y'};

    @Override
    public DecodedRecord decode(SourceRecord record) throws UndecodableRecordException {
        var request = uncompressed(record.value());
        var reader = new RemoteWriteReader(Labels.EMPTY);
        reader.read(request, isVersion2(record) ? WriteVersion.V2 : RemoteWriteReader.versionOf(request));
        return reader.collector().result();
    }

    private static boolean isVersion2(SourceRecord record) {
        return record.headers().stream()
                .filter(header -> header.key().equalsIgnoreCase("Content-Type"))
                .map(SourceHeader::text)
                .anyMatch(type -> type.contains(WriteVersion.V2.message()));
    }

    private static byte[] uncompressed(byte[] value) {
        if (startsWith(value, ZSTD)) {
            throw new IllegalArgumentException("it is compressed with zstd; let the producer use Snappy");
        }
        if (startsWith(value, FRAMED_SNAPPY)) {
            throw new IllegalArgumentException(
                    "it is compressed with Snappy in the framing format; let the producer use the block format");
        }
        try {
            if (!Snappy.isValidCompressedBuffer(value)) {
                return value;
            }
            var length = Snappy.uncompressedLength(value);
            if (length < 0 || length > Limit.WRITE_DECOMPRESSED.value()) {
                throw new IllegalArgumentException("it has more than %d MiB decompressed, which is the limit"
                        .formatted(Limit.WRITE_DECOMPRESSED.value() >> 20));
            }
            return Snappy.uncompress(value);
        } catch (IOException e) {
            return value;
        }
    }

    private static boolean startsWith(byte[] value, byte[] magic) {
        return value.length >= magic.length && Arrays.equals(value, 0, magic.length, magic, 0, magic.length);
    }
}

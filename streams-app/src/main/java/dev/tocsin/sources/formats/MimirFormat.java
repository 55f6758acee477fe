package dev.tocsin.sources.formats;

import dev.tocsin.evaluation.remotewrite.WriteVersion;
import dev.tocsin.labels.Labels;
import dev.tocsin.sources.DecodedRecord;
import dev.tocsin.sources.RecordFormat;
import dev.tocsin.sources.SourceHeader;
import dev.tocsin.sources.SourceRecord;
import dev.tocsin.sources.UndecodableRecordException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Records of Mimir's ingest storage, versions 0 and 1: a request of remote write 1.0 without compression. The key is the tenant.
 *
 * @param tenantLabel the label with the tenant; empty for no label
 * @see <a href="https://grafana.com/docs/mimir/latest/references/architecture/">Mimir: ingest storage</a>
 */
record MimirFormat(String tenantLabel) implements RecordFormat {
    private static final String VERSION_HEADER = "Version";

    @Override
    public DecodedRecord decode(SourceRecord record) throws UndecodableRecordException {
        var version = record.header(VERSION_HEADER).map(MimirFormat::version).orElse(0);
        if (version < 0 || version > 1) {
            throw new IllegalArgumentException(("it has record version %d, but versions 0 and 1 can be read;"
                            + " set -ingest-storage.kafka.producer-record-version=1 in Mimir")
                    .formatted(version));
        }
        var reader = new RemoteWriteReader(tenant(record));
        reader.read(record.value(), WriteVersion.V1);
        return reader.collector().result();
    }

    private Labels tenant(SourceRecord record) {
        return tenantLabel.isEmpty() || record.key() == null
                ? Labels.EMPTY
                : Labels.of(tenantLabel, new String(record.key(), StandardCharsets.UTF_8));
    }

    private static int version(SourceHeader header) {
        var value = header.value();
        if (value == null || value.length != Integer.BYTES) {
            throw new IllegalArgumentException("its header '%s' must have 4 bytes".formatted(VERSION_HEADER));
        }
        return ByteBuffer.wrap(value).getInt();
    }
}

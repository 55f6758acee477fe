package dev.tocsin.kafka.archive;

import java.util.Map;
import org.apache.kafka.streams.state.RocksDBConfigSetter;
import org.rocksdb.Options;

/** Small RocksDB write buffers, because archive tables are rarely read and written. Kafka Streams creates it by name. */
public final class ArchiveRocksDbConfig implements RocksDBConfigSetter {
    private static final long WRITE_BUFFER = 1024 * 1024;
    private static final int WRITE_BUFFERS = 2;

    @Override
    public void setConfig(String store, Options options, Map<String, Object> configs) {
        options.setWriteBufferSize(WRITE_BUFFER);
        options.setMaxWriteBufferNumber(WRITE_BUFFERS);
    }

    @Override
    public void close(String store, Options options) {}
}

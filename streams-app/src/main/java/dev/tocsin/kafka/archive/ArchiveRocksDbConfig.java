package dev.tocsin.kafka.archive;

import dev.tocsin.kafka.clients.RocksDbMemory;
import java.util.Map;
import org.rocksdb.Options;

/** Small RocksDB write buffers, because archive tables are rarely read and written. Kafka Streams creates it by name. */
public final class ArchiveRocksDbConfig extends RocksDbMemory {
    private static final long WRITE_BUFFER = 1024 * 1024;

    @Override
    public void setConfig(String store, Options options, Map<String, Object> configs) {
        super.setConfig(store, options, configs);
        options.setWriteBufferSize(WRITE_BUFFER);
    }
}

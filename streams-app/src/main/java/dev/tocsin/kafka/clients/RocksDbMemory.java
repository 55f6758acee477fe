package dev.tocsin.kafka.clients;

import java.util.Map;
import org.apache.kafka.streams.state.RocksDBConfigSetter;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.Cache;
import org.rocksdb.LRUCache;
import org.rocksdb.Options;
import org.rocksdb.WriteBufferManager;

/**
 * Bounds the native memory of all stores of the process together. By default each store has a cache of 50 MiB and write
 * buffers of 48 MiB of its own. A cache is of little use here: stores are read at the start, and rows of the archive when
 * they change. Kafka Streams creates it by name.
 */
public class RocksDbMemory implements RocksDBConfigSetter {
    private static final long MEBIBYTE = 1024 * 1024;
    /** Blocks, indexes, filters and write buffers of all stores. */
    private static final long ALL_BYTES = 48 * MEBIBYTE;

    private static final long ALL_WRITE_BUFFERS = 24 * MEBIBYTE;
    private static final long WRITE_BUFFER = 4 * MEBIBYTE;
    private static final int WRITE_BUFFERS = 2;

    @Override
    public void setConfig(String store, Options options, Map<String, Object> configs) {
        if (options.tableFormatConfig() instanceof BlockBasedTableConfig table) {
            table.setBlockCache(Shared.CACHE);
            table.setCacheIndexAndFilterBlocks(true);
            options.setTableFormatConfig(table);
        }
        options.setWriteBufferManager(Shared.WRITE_BUFFER_MANAGER);
        options.setWriteBufferSize(WRITE_BUFFER);
        options.setMaxWriteBufferNumber(WRITE_BUFFERS);
    }

    /** Closes nothing, because other stores go on using it. */
    @Override
    public void close(String store, Options options) {}

    /** Created with the first store, when the native library is loaded. */
    private static final class Shared {
        static final Cache CACHE = new LRUCache(ALL_BYTES);
        static final WriteBufferManager WRITE_BUFFER_MANAGER = new WriteBufferManager(ALL_WRITE_BUFFERS, CACHE);
    }
}

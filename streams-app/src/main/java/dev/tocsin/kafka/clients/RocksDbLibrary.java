package dev.tocsin.kafka.clients;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.rocksdb.NativeLibraryLoader;

/**
 * Unpacks the native library of RocksDB into a directory of the instance. By default RocksDB creates a new file of 15 MB
 * in the temporary directory at each start, and a killed process leaves it there. In its own directory it is replaced.
 */
final class RocksDbLibrary {
    private RocksDbLibrary() {}

    /** Loads the library. Does nothing if it is loaded already. */
    static void loadFrom(Path directory) {
        try {
            Files.createDirectories(directory);
            NativeLibraryLoader.getInstance().loadLibrary(directory.toString());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot unpack the RocksDB library into " + directory, e);
        }
    }
}

package dev.tocsin.kafka.clients;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.rocksdb.NativeLibraryLoader;

/**
 * Where RocksDB unpacks its native library. By itself it takes a new file of 15 MB in the system's folder for temporary
 * files at each start, and a process that is killed leaves it there; in a folder of the instance's own it is replaced.
 */
final class RocksDbLibrary {
    private RocksDbLibrary() {}

    /** Loads it once; where it is loaded already, nothing happens. */
    static void loadFrom(Path directory) {
        try {
            Files.createDirectories(directory);
            NativeLibraryLoader.getInstance().loadLibrary(directory.toString());
        } catch (IOException e) {
            throw new UncheckedIOException("RocksDB's library can not be unpacked into " + directory, e);
        }
    }
}

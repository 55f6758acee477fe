package dev.tocsin.kafka.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tocsin.kafka.TestRecords;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.streams.errors.ProcessorStateException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.rocksdb.FlushOptions;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;

class StateDirectoryTest {
    private static final Map<String, String> ORIGIN = Map.of("cluster", "c1", "topic.t.rules", "id1");

    @TempDir
    Path directory;

    private StateDirectory state;
    private Path stateFile;

    @BeforeEach
    void begin() throws IOException {
        state = new StateDirectory(directory, "app");
        stateFile = directory.resolve("app/global/rules/file");
        Files.createDirectories(stateFile.getParent());
    }

    @Test
    void stateOfUnknownOriginIsDeleted() throws IOException {
        Files.createFile(stateFile);
        state.prepare(ORIGIN, TestRecords.T);
        assertThat(stateFile).doesNotExist();
    }

    @Test
    void damagedStateIsMovedAsideAndReadAgain() throws IOException {
        state.prepare(ORIGIN, TestRecords.T);
        fill();
        state.failed(new ProcessorStateException(
                "Error opening store rules", new RocksDBException("Corruption: bad magic")));
        state.prepare(ORIGIN, TestRecords.T);
        assertThat(stateFile).doesNotExist();
        assertThat(directory.resolve("app.damaged/global/rules/file")).exists();
        fill();
        state.prepare(ORIGIN, TestRecords.T);
        assertThat(stateFile).exists();
    }

    @ParameterizedTest
    @ValueSource(strings = {"IO error: No space left on device", "While lock file: Resource temporarily unavailable"})
    void stateIsKeptIfOnlyTheMachineLacksSomething(String message) throws IOException {
        state.prepare(ORIGIN, TestRecords.T);
        fill();
        state.failed(new ProcessorStateException("Error opening store rules", new RocksDBException(message)));
        state.failed(new IllegalStateException("no broker answers"));
        state.prepare(ORIGIN, TestRecords.T);
        assertThat(stateFile).exists();
    }

    /** Damages to the files of a store. */
    enum Damage {
        RANDOM_BYTES,
        CUT_IN_HALF,
        EMPTY,
        OF_ANOTHER_PROGRAM,
        TABLES_ARE_MISSING,
        FOLDERS_IN_PLACE_OF_FILES;

        void apply(Path file, Random random) throws IOException {
            var bytes = Files.readAllBytes(file);
            switch (this) {
                case RANDOM_BYTES -> {
                    random.nextBytes(bytes);
                    Files.write(file, bytes);
                }
                case CUT_IN_HALF -> Files.write(file, Arrays.copyOf(bytes, bytes.length / 2));
                case EMPTY -> Files.write(file, new byte[0]);
                case OF_ANOTHER_PROGRAM -> Files.writeString(file, "[mail]\nhost = example.com\n");
                case TABLES_ARE_MISSING -> {
                    if (file.toString().endsWith(".sst")) {
                        Files.delete(file);
                    }
                }
                case FOLDERS_IN_PLACE_OF_FILES -> {
                    Files.delete(file);
                    Files.createDirectory(file);
                }
            }
        }
    }

    /** The errors of the real database. The state is moved aside, and the store starts empty. */
    @ParameterizedTest
    @EnumSource
    void damagedFilesOfAStoreAreRecognised(Damage damage) throws Exception {
        var store = directory.resolve("app/store");
        state.prepare(ORIGIN, TestRecords.T);
        try (var options = new Options().setCreateIfMissing(true)) {
            Files.createDirectories(store);
            try (var written = RocksDB.open(options, store.toString())) {
                written.put(new byte[] {1}, new byte[] {2});
                written.flush(new FlushOptions());
            }
            var random = new Random(1);
            try (var files = Files.list(store)) {
                for (var file : files.filter(file -> !file.endsWith("LOCK")).toList()) {
                    damage.apply(file, random);
                }
            }
            assertThatThrownBy(() -> readAll(options, store)).satisfies(error -> {
                state.failed(new IllegalStateException("cannot start", error));
                state.prepare(ORIGIN, TestRecords.T);
                assertThat(directory.resolve("app.damaged/store")).exists();
            });
            Files.createDirectories(store);
            readAll(options, store);
        }
    }

    private static void readAll(Options options, Path store) throws RocksDBException {
        try (var opened = RocksDB.open(options, store.toString())) {
            opened.get(new byte[] {1});
        }
    }

    @Test
    void stateOfTheSameTopicsIsKept() throws IOException {
        state.prepare(ORIGIN, TestRecords.T);
        fill();
        state.prepare(ORIGIN, TestRecords.T.plus(Duration.ofHours(11)));
        assertThat(stateFile).exists();
    }

    @Test
    void stateOfATopicThatWasCreatedAgainIsDeleted() throws IOException {
        state.prepare(ORIGIN, TestRecords.T);
        fill();
        state.prepare(Map.of("cluster", "c1", "topic.t.rules", "id2"), TestRecords.T);
        assertThat(stateFile).doesNotExist();
    }

    @Test
    void stateOlderThanHalfTheTombstoneRetentionIsDeleted() throws IOException {
        state.prepare(ORIGIN, TestRecords.T);
        fill();
        state.recordLastRead(ORIGIN, TestRecords.T.plus(Duration.ofHours(10)));
        state.prepare(ORIGIN, TestRecords.T.plus(Duration.ofHours(21)));
        assertThat(stateFile).exists();
        state.prepare(ORIGIN, TestRecords.T.plus(Duration.ofHours(23)));
        assertThat(stateFile).doesNotExist();
    }

    @Test
    void stateWithADamagedIdentityFileIsDeleted() throws IOException {
        for (var damage :
                List.of(new byte[] {'c', '=', '\\', 'u', 'z'}, new byte[] {-1, -2}, bytesOf("last-read=soon"))) {
            state.prepare(ORIGIN, TestRecords.T);
            fill();
            Files.write(directory.resolve("app.identity"), damage);
            state.prepare(ORIGIN, TestRecords.T);
            assertThat(stateFile).doesNotExist();
        }
    }

    @Test
    void stateWithAnUnknownTimeOfTheLastReadIsDeleted() throws IOException {
        state.prepare(ORIGIN, TestRecords.T);
        fill();
        var identity = directory.resolve("app.identity");
        Files.writeString(identity, Files.readString(identity).replaceAll("last-read=.*", "last-read=soon"));
        state.prepare(ORIGIN, TestRecords.T);
        assertThat(stateFile).doesNotExist();
    }

    private static byte[] bytesOf(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private void fill() throws IOException {
        Files.createDirectories(stateFile.getParent());
        Files.createFile(stateFile);
    }
}

package dev.tocsin.kafka.clients;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.kafka.TestRecords;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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

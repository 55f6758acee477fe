package dev.tocsin.kafka.clients;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.kafka.Facts;
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
    private Path kept;

    @BeforeEach
    void begin() throws IOException {
        state = new StateDirectory(directory, "app");
        kept = directory.resolve("app/global/rules/file");
        Files.createDirectories(kept.getParent());
    }

    @Test
    void stateOfUnknownOriginIsEmptied() throws IOException {
        Files.createFile(kept);
        state.admit(ORIGIN, Facts.T);
        assertThat(kept).doesNotExist();
    }

    @Test
    void stateOfTheSameTopicsIsKept() throws IOException {
        state.admit(ORIGIN, Facts.T);
        fill();
        state.admit(ORIGIN, Facts.T.plus(Duration.ofHours(11)));
        assertThat(kept).exists();
    }

    @Test
    void stateOfATopicThatWasCreatedAnewIsEmptied() throws IOException {
        state.admit(ORIGIN, Facts.T);
        fill();
        state.admit(Map.of("cluster", "c1", "topic.t.rules", "id2"), Facts.T);
        assertThat(kept).doesNotExist();
    }

    @Test
    void stateThatWasNotReadForLongIsEmptiedBecauseTombstonesMayBeGone() throws IOException {
        state.admit(ORIGIN, Facts.T);
        fill();
        state.touch(ORIGIN, Facts.T.plus(Duration.ofHours(10)));
        state.admit(ORIGIN, Facts.T.plus(Duration.ofHours(21)));
        assertThat(kept).exists();
        state.admit(ORIGIN, Facts.T.plus(Duration.ofHours(23)));
        assertThat(kept).doesNotExist();
    }

    @Test
    void stateWhoseNoteIsDamagedIsEmptied() throws IOException {
        for (var damage :
                List.of(new byte[] {'c', '=', '\\', 'u', 'z'}, new byte[] {-1, -2}, bytesOf("last-read=soon"))) {
            state.admit(ORIGIN, Facts.T);
            fill();
            Files.write(directory.resolve("app.identity"), damage);
            state.admit(ORIGIN, Facts.T);
            assertThat(kept).doesNotExist();
        }
    }

    @Test
    void stateOfWhichItIsNotKnownWhenItWasReadIsEmptied() throws IOException {
        state.admit(ORIGIN, Facts.T);
        fill();
        var note = directory.resolve("app.identity");
        Files.writeString(note, Files.readString(note).replaceAll("last-read=.*", "last-read=soon"));
        state.admit(ORIGIN, Facts.T);
        assertThat(kept).doesNotExist();
    }

    private static byte[] bytesOf(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private void fill() throws IOException {
        Files.createDirectories(kept.getParent());
        Files.createFile(kept);
    }
}

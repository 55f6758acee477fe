package dev.tocsin.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class SecretFilesTest {
    @Test
    void relativePathIsRelativeToTheWorkingDirectory() throws IOException {
        var file = Files.writeString(Files.createTempFile(Path.of("target"), "password", ""), "hunter2");
        try {
            assertThat(file.isAbsolute()).isFalse();
            assertThat(SecretFiles.read(file.toString())).isEqualTo("hunter2");
            assertThat(SecretFiles.read(file.toAbsolutePath().toString())).isEqualTo("hunter2");
        } finally {
            Files.delete(file);
        }
    }

    @Test
    void missingFileIsReportedWithItsAbsolutePath() {
        assertThatThrownBy(() -> SecretFiles.read("not/there"))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessage(
                        "file %s cannot be read (NoSuchFileException): it must exist on the machine of every instance"
                                .formatted(Path.of("not/there").toAbsolutePath()));
    }
}

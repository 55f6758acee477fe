package dev.tocsin.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tocsin.notification.receivers.http.Secret;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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

    @Test
    void referencesAreResolvedForEachUse(@TempDir Path folder) throws IOException {
        var file = Files.writeString(folder.resolve("secrets.properties"), "token=a\n");
        var secret = Secret.of("x-${file:%s:token}-${env:PATH}".formatted(file));
        assertThat(secret.read(SecretFiles::read)).isEqualTo("x-a-" + System.getenv("PATH"));
        Files.writeString(file, "token=b\n");
        assertThat(secret.read(SecretFiles::read)).startsWith("x-b-");
        var inFile = Secret.inFile("${dir:%s:path}".formatted(folder));
        Files.writeString(folder.resolve("path"), folder.resolve("password") + "\n");
        Files.writeString(folder.resolve("password"), "hunter2\n");
        assertThat(inFile.read(SecretFiles::read)).isEqualTo("hunter2");
    }

    @Test
    void errorsNameTheReference() {
        var secret = Secret.of("https://host/${env:TOCSIN_NOT_SET}");
        assertThatThrownBy(() -> secret.read(SecretFiles::read))
                .hasMessage("${env:TOCSIN_NOT_SET} cannot be resolved: there is no such value");
    }
}

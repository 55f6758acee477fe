package dev.tocsin.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PrivateFolderTest {
    private static String rights(Path folder) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(folder));
    }

    @Test
    void aNewFolderAndItsNewParentsAreForTheirOwnerOnly(@TempDir Path dir) throws IOException {
        assertThat(PrivateFolder.create(dir.resolve("a/b"))).isEmpty();
        assertThat(rights(dir.resolve("a"))).isEqualTo("rwx------");
        assertThat(rights(dir.resolve("a/b"))).isEqualTo("rwx------");
        assertThat(PrivateFolder.create(dir.resolve("a/b"))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"rwxr-x---", "rwx-----x", "rwxrwxrwx"})
    void aFolderThatOthersCanOpenStaysAsItIsAndIsWarnedOf(String rights, @TempDir Path dir) throws IOException {
        var folder = Files.createDirectory(dir.resolve("data"));
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString(rights));
        assertThat(PrivateFolder.create(folder))
                .hasValueSatisfying(warning -> assertThat(warning).endsWith(": chmod 700 " + folder));
        assertThat(rights(folder)).isEqualTo(rights);
    }
}

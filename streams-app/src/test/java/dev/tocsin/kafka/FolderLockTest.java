package dev.tocsin.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderLockTest {
    @Test
    void folderHasOneOwnerAtATime(@TempDir Path folder) {
        try (var first = FolderLock.take(folder).orElseThrow()) {
            assertThat(first).isNotNull();
            assertThat(FolderLock.take(folder)).isEmpty();
        }
        try (var next = FolderLock.take(folder).orElseThrow()) {
            assertThat(next).isNotNull();
        }
    }
}

package dev.tocsin.local.dev;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DevConfigFileTest {
    @TempDir
    private Path dir;

    private final ArrayList<String> output = new ArrayList<>();
    private Path original;

    @BeforeEach
    void write() throws Exception {
        original = Files.writeString(dir.resolve("mine.yml"), "url: http://127.0.0.1:9099/notify\n");
    }

    @Test
    void fileIsUsedAsIsIfTheConsoleHasItsDefaultPort() {
        assertThat(new DevConfigFile(original, 9099).toApply(dir, output::add)).isEqualTo(original);
        assertThat(output).isEmpty();
    }

    @Test
    void copyWithTheConsolesPortIsUsedOtherwise() throws Exception {
        var applied = new DevConfigFile(original, 9100).toApply(dir, output::add);
        assertThat(Files.readString(applied)).isEqualTo("url: http://127.0.0.1:9100/notify\n");
        assertThat(Files.readString(original)).contains("9099");
        assertThat(output).singleElement().asString().contains(applied.toString(), original.toString(), "9100");
    }
}

package dev.tocsin.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.streams.records.ConfigDocument;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigCommandTest {
    private static final String GOOD = """
            route: {receiver: hook}
            receivers:
              - name: hook
                webhook_configs: [{url_file: /a/file/of/the/instance}]
            """;

    private final Typed typed = new Typed();
    private Path good;
    private Path bad;

    @BeforeEach
    void write(@TempDir Path dir) throws IOException {
        good = Files.writeString(dir.resolve("good.yml"), GOOD);
        bad = Files.writeString(dir.resolve("bad.yml"), "route: {receiver: nobody}\nreceeivers: []\n");
    }

    @Test
    void checkLeavesFilesOfTheInstanceAlone() {
        assertThat(typed.type("config", "check", good).out()).endsWith("  SUCCESS: 1 receivers found\n");
    }

    @Test
    void applyStoresTheDocumentAsItWasWrittenOnce() {
        assertThat(typed.type("config", "apply", good).out()).isEqualTo("added     alertmanager\n");
        assertThat(typed.type("config", "apply", good).out()).isEqualTo("unchanged alertmanager\n");
        assertThat(typed.topics.writes).isEqualTo(1);
        assertThat(typed.topics.documents.get("alertmanager").value())
                .contains(new ConfigDocument(GOOD, Typed.NOW, "ann"));
        assertThat(typed.type("config", "show").out()).isEqualTo(GOOD);
    }

    @Test
    void aBadDocumentIsRefusedWithEverythingThatIsWrong() {
        var seen = typed.type("config", "apply", bad);
        assertThat(seen.code()).isEqualTo(1);
        assertThat(seen.err()).contains("2 problems must be mended", "\"nobody\"", "receeivers");
        assertThat(typed.topics.documents).isEmpty();
    }

    @Test
    void showSaysThatThereIsNone() {
        var seen = typed.type("config", "show");
        assertThat(seen.code()).isEqualTo(1);
        assertThat(seen.err())
                .isEqualTo("tocsin config show: no configuration is in force: apply one, as with"
                        + " 'tocsin config apply FILE'\n");
    }
}

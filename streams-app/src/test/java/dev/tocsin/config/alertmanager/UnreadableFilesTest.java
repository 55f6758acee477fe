package dev.tocsin.config.alertmanager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tocsin.yaml.ConfigException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UnreadableFilesTest {
    @Test
    void aTemplateFileInAnotherEncodingIsASentence(@TempDir Path folder) throws IOException {
        var file = Files.write(folder.resolve("a.tmpl"), "Grüße".getBytes(StandardCharsets.ISO_8859_1));
        assertThatThrownBy(() -> TemplateFiles.load(folder, "templates: ['*.tmpl']"))
                .hasMessage("%s cannot be read: it is not UTF-8".formatted(file));
    }

    @Test
    void aSyntaxErrorIsTheOnlyProblem() {
        assertThatThrownBy(() -> TestConfigs.read("am.yml", "route: {receiver: a\nreceivers: [}"))
                .asInstanceOf(InstanceOfAssertFactories.type(ConfigException.class))
                .satisfies(error ->
                        assertThat(error.problems()).singleElement().asString().contains("not YAML"));
    }
}

package dev.tocsin.config.alertmanager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tocsin.ExternalProgram;
import dev.tocsin.config.alertmanager.AlertmanagerConfigReader.ParseOptions;
import dev.tocsin.labels.MatcherParser;
import dev.tocsin.yaml.ConfigException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Valid and invalid configurations. {@code amtool check-config} agrees, if it is installed. */
class AmtoolCheckConfigTest {
    private static final Path FOLDER = Path.of("src/test/resources/dev/tocsin/config/alertmanager");

    static List<Path> good() throws IOException {
        return files("good");
    }

    static List<Path> bad() throws IOException {
        return files("bad");
    }

    /** Configurations that older versions of amtool reject. */
    static List<Path> newer() throws IOException {
        return files("newer");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource({"good", "newer"})
    void validFileIsRead(Path file) {
        assertThatCode(() -> read(file)).doesNotThrowAnyException();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("bad")
    void invalidFileIsRejected(Path file) {
        assertThatThrownBy(() -> read(file)).isInstanceOf(ConfigException.class);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource({"good", "bad"})
    void amtoolAgrees(Path file) throws Exception {
        var amtool = ExternalProgram.find("amtool");
        assumeTrue(amtool.isPresent(), "no amtool on the path or in -Damtool: its tests are skipped");
        var ran = amtool.orElseThrow().run(List.of("check-config", file.toString()));
        assertThat(ran.code() == 0).as(ran.output()).isEqualTo(file.getParent().endsWith("good"));
    }

    private static void read(Path file) throws IOException {
        var text = Files.readString(file);
        var templates = TemplateFiles.load(file.getParent(), text);
        AlertmanagerConfigReader.read(file.toString(), text, new ParseOptions(templates, MatcherParser.FALLBACK));
    }

    private static List<Path> files(String kind) throws IOException {
        try (Stream<Path> files = Files.list(FOLDER.resolve(kind))) {
            return files.filter(file -> file.toString().endsWith(".yml"))
                    .sorted()
                    .toList();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }
}

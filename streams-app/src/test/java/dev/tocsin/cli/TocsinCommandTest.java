package dev.tocsin.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.config.Settings;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TocsinCommandTest {
    private final CliRunner cli = new CliRunner();

    @ParameterizedTest
    @ValueSource(strings = {"", "rules", "rules list --nonsense", "rules check", "config"})
    void usageErrorIsReported(String command) {
        var seen = cli.run((Object[]) command.split(" "));
        assertThat(seen.code()).isEqualTo(2);
        assertThat(seen.err()).contains("Usage: tocsin");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "server",
                "rules check",
                "rules apply",
                "rules list",
                "rules delete",
                "config check",
                "config apply",
                "config show",
                "topics create",
                "restore"
            })
    void everyCommandShowsAnExample(String command) {
        var seen = cli.run((Object[]) (command + " --help").split(" "));
        assertThat(seen.code()).isZero();
        assertThat(seen.out()).contains("Example: tocsin " + command);
    }

    @Test
    void helpNamesTheCommandsForDevelopment() {
        assertThat(cli.run("--help").out()).contains("'./tocsin dev'", "'./tocsin broker'", "'./tocsin sql'");
    }

    /** The file names of the examples exist, so that a new user can copy them. */
    @Test
    void examplesNameFilesThatExist() {
        for (var command : new String[] {"rules check", "rules test", "rules apply", "config check", "config apply"}) {
            var help = cli.run((Object[]) (command + " --help").split(" ")).out();
            var file = Pattern.compile("examples/[a-z-]+\\.yml").matcher(help);
            assertThat(file.find()).as(help).isTrue();
            assertThat(Path.of("..", file.group())).exists();
        }
    }

    @Test
    void misspelledCommandGetsASuggestion() {
        var seen = cli.run("serve");
        assertThat(seen.code()).isEqualTo(2);
        assertThat(seen.err()).contains("'serve'", "tocsin server");
    }

    @Test
    void versionIsPrinted() {
        assertThat(cli.run("--version").out()).isEqualTo("tocsin 1.2.3\n");
    }

    @Test
    void optionsOverrideTheEnvironmentWhichOverridesTheFile(@TempDir Path dir) throws IOException {
        var file = Files.writeString(dir.resolve("tocsin.yml"), """
                kafka: {bootstrap.servers: "file:1"}
                topics: {prefix: file., samples_partitions: 9}
                """);
        var customCli =
                new CliRunner(Map.of("TOCSIN_TOPICS_PREFIX", "env.", "TOCSIN_KAFKA_BOOTSTRAP_SERVERS", "env:1"));
        customCli.run("topics", "create", "--config", file, "--bootstrap-server", "option:1");
        assertThat(customCli.openedSettings).singleElement().satisfies(settings -> {
            assertThat(settings.kafka()).containsEntry("bootstrap.servers", "option:1");
            assertThat(settings.topics().prefix()).isEqualTo("env.");
            assertThat(settings.topics().samplesPartitions()).isEqualTo(9);
        });
    }

    @Test
    void createdTopicsAreListed() {
        assertThat(cli.run("topics", "create").out().lines())
                .containsExactly("created   tocsin.rules", "all topics exist and are configured correctly");
    }

    @Test
    void serverRunsWithItsSettings() {
        assertThat(cli.run("server").code()).isZero();
        assertThat(cli.servedSettings).extracting(Settings::instanceId).containsExactly("host-1");
    }

    @Test
    void invalidSettingsStartNothing() {
        var customCli = new CliRunner(Map.of("TOCSIN_KAFKA_ACKS", "1", "TOCSIN_KAFKA_GROUP_ID", "g"));
        var seen = customCli.run("server");
        assertThat(seen.code()).isEqualTo(1);
        assertThat(seen.err()).contains("2 problem(s) in the settings", "kafka.acks", "kafka.group.id");
        assertThat(customCli.servedSettings).isEmpty();
    }

    @Test
    void instanceThatCannotStartReportsTheReason() {
        var err = new StringWriter();
        var context = new CliContext(Map.of(), "host-1", "1.2.3", () -> CliRunner.NOW);
        var code = TocsinCommand.commandLine(context, settings -> {
                    throw new IllegalStateException("port 9093 is in use");
                })
                .setErr(new PrintWriter(err, true))
                .execute("server");
        assertThat(code).isEqualTo(1);
        assertThat(err).hasToString("tocsin server: cannot start: port 9093 is in use\n");
    }
}

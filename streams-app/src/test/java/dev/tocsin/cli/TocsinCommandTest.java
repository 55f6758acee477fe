package dev.tocsin.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.config.Settings;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TocsinCommandTest {
    private final CliRunner cli = new CliRunner();

    @ParameterizedTest
    @ValueSource(strings = {"", "rules", "rules list --nonsense", "rules check", "config"})
    void aMistakeInTheCommandIsTold(String command) {
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
    void aWordThatIsNearlyACommandIsToldWhich() {
        var seen = cli.run("serve");
        assertThat(seen.code()).isEqualTo(2);
        assertThat(seen.err()).contains("'serve'", "tocsin server");
    }

    @Test
    void theVersionIsThatOfTheProgram() {
        assertThat(cli.run("--version").out()).isEqualTo("tocsin 1.2.3\n");
    }

    @Test
    void optionsWinOverTheEnvironmentAndThatOverTheFile(@TempDir Path dir) throws IOException {
        var file = Files.writeString(dir.resolve("tocsin.yml"), """
                kafka: {bootstrap.servers: "file:1"}
                topics: {prefix: file., samples_partitions: 9}
                """);
        var some = new CliRunner(Map.of("TOCSIN_TOPICS_PREFIX", "env.", "TOCSIN_KAFKA_BOOTSTRAP_SERVERS", "env:1"));
        some.run("topics", "create", "--config", file, "--bootstrap-server", "option:1");
        assertThat(some.openedSettings).singleElement().satisfies(settings -> {
            assertThat(settings.kafka()).containsEntry("bootstrap.servers", "option:1");
            assertThat(settings.topics().prefix()).isEqualTo("env.");
            assertThat(settings.topics().samplesPartitions()).isEqualTo(9);
        });
    }

    @Test
    void topicsThatWereMissingAreNamed() {
        assertThat(cli.run("topics", "create").out().lines())
                .containsExactly("created   tocsin.rules", "all topics are as they must be");
    }

    @Test
    void theServerRunsWithItsSettings() {
        assertThat(cli.run("server").code()).isZero();
        assertThat(cli.servedSettings).extracting(Settings::instanceId).containsExactly("host-1");
    }

    @Test
    void settingsThatCanNotBeUsedStartNothing() {
        var some = new CliRunner(Map.of("TOCSIN_KAFKA_ACKS", "1", "TOCSIN_KAFKA_GROUP_ID", "g"));
        var seen = some.run("server");
        assertThat(seen.code()).isEqualTo(1);
        assertThat(seen.err()).contains("2 problem(s) with settings", "kafka.acks", "kafka.group.id");
        assertThat(some.servedSettings).isEmpty();
    }

    @Test
    void anInstanceThatCanNotStartSaysWhy() {
        var err = new StringWriter();
        var surroundings = new CliContext(Map.of(), "host-1", "1.2.3", () -> CliRunner.NOW);
        var code = TocsinCommand.commandLine(surroundings, settings -> {
                    throw new IllegalStateException("port 9093 is in use");
                })
                .setErr(new PrintWriter(err, true))
                .execute("server");
        assertThat(code).isEqualTo(1);
        assertThat(err).hasToString("tocsin server: can not run: port 9093 is in use\n");
    }
}

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

class TocsinTest {
    private final Typed typed = new Typed();

    @ParameterizedTest
    @ValueSource(strings = {"", "rules", "rules list --nonsense", "rules check", "config"})
    void aMistakeInTheCommandIsTold(String command) {
        var seen = typed.type((Object[]) command.split(" "));
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
        var seen = typed.type((Object[]) (command + " --help").split(" "));
        assertThat(seen.code()).isZero();
        assertThat(seen.out()).contains("Example: tocsin " + command);
    }

    @Test
    void aWordThatIsNearlyACommandIsToldWhich() {
        var seen = typed.type("serve");
        assertThat(seen.code()).isEqualTo(2);
        assertThat(seen.err()).contains("'serve'", "tocsin server");
    }

    @Test
    void theVersionIsThatOfTheProgram() {
        assertThat(typed.type("--version").out()).isEqualTo("tocsin 1.2.3\n");
    }

    @Test
    void optionsWinOverTheEnvironmentAndThatOverTheFile(@TempDir Path dir) throws IOException {
        var file = Files.writeString(dir.resolve("tocsin.yml"), """
                kafka: {bootstrap.servers: "file:1"}
                topics: {prefix: file., samples_partitions: 9}
                """);
        var some = new Typed(Map.of("TOCSIN_TOPICS_PREFIX", "env.", "TOCSIN_KAFKA_BOOTSTRAP_SERVERS", "env:1"));
        some.type("topics", "create", "--config", file, "--bootstrap-server", "option:1");
        assertThat(some.asked).singleElement().satisfies(settings -> {
            assertThat(settings.kafka()).containsEntry("bootstrap.servers", "option:1");
            assertThat(settings.topics().prefix()).isEqualTo("env.");
            assertThat(settings.topics().samplesPartitions()).isEqualTo(9);
        });
    }

    @Test
    void topicsThatWereMissingAreNamed() {
        assertThat(typed.type("topics", "create").out().lines())
                .containsExactly("created   tocsin.rules", "all topics are as they must be");
    }

    @Test
    void theServerRunsWithItsSettings() {
        assertThat(typed.type("server").code()).isZero();
        assertThat(typed.served).extracting(Settings::instanceId).containsExactly("host-1");
    }

    @Test
    void settingsThatCanNotBeUsedStartNothing() {
        var some = new Typed(Map.of("TOCSIN_KAFKA_ACKS", "1", "TOCSIN_KAFKA_GROUP_ID", "g"));
        var seen = some.type("server");
        assertThat(seen.code()).isEqualTo(1);
        assertThat(seen.err()).contains("2 problem(s) with settings", "kafka.acks", "kafka.group.id");
        assertThat(some.served).isEmpty();
    }

    @Test
    void anInstanceThatCanNotStartSaysWhy() {
        var err = new StringWriter();
        var surroundings = new Surroundings(Map.of(), "host-1", "1.2.3", () -> Typed.NOW);
        var code = Tocsin.commandLine(surroundings, settings -> {
                    throw new IllegalStateException("port 9093 is in use");
                })
                .setErr(new PrintWriter(err, true))
                .execute("server");
        assertThat(code).isEqualTo(1);
        assertThat(err).hasToString("tocsin server: can not run: port 9093 is in use\n");
    }
}

package dev.tocsin.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.kafka.codec.ConfigDocument;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
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

    private final CliRunner cli = new CliRunner();
    private Path good;
    private Path bad;

    @BeforeEach
    void write(@TempDir Path dir) throws IOException {
        good = Files.writeString(dir.resolve("good.yml"), GOOD);
        bad = Files.writeString(dir.resolve("bad.yml"), "route: {receiver: nobody}\nreceeivers: []\n");
    }

    @Test
    void checkDoesNotReadSecretFiles() {
        assertThat(cli.run("config", "check", good).out()).isEqualTo("""
                        Checking '%s'  SUCCESS
                        Found:
                         - 1 routes
                         - 0 inhibit rules
                         - 1 receivers
                         - 0 templates
                        """.formatted(good));
    }

    @Test
    void checkParsesMatchersAccordingToFeatures(@TempDir Path dir) throws IOException {
        var text = "inhibit_rules: [{source_matchers: ['🙂=b'], target_matchers: [c=d]}]\n" + GOOD;
        var file = Files.writeString(dir.resolve("am.yml"), text);
        assertThat(cli.run("config", "check", file).code()).isZero();
        assertThat(cli.run("config", "check", "--enable-feature=classic-mode", file)
                        .out())
                .contains("bad matcher format: 🙂=b");
        assertThat(new CliRunner(Map.of("TOCSIN_ALERTMANAGER_FEATURES", "classic-mode"))
                        .run("config", "check", file)
                        .out())
                .contains("bad matcher format: 🙂=b");
        assertThat(cli.run("config", "apply", "--enable-feature=classic-mode", file)
                        .code())
                .isEqualTo(1);
        assertThat(cli.topics.config).isEmpty();
    }

    @Test
    void checkAndApplyWarnOfReferencesThatCannotBeResolvedHere(@TempDir Path dir) throws IOException {
        var file = Files.writeString(dir.resolve("am.yml"), """
                global: {smtp_from: '${env:PATH}'}
                route: {receiver: hook}
                receivers:
                  - name: hook
                    webhook_configs:
                      - {url: 'https://host/${env:TOCSIN_NOT_SET}'}
                      - {url: '${env:PATH}', http_config: {authorization: {credentials: '${file:/not/there:key}'}}}
                """);
        for (var command : List.of("check", "apply")) {
            var run = cli.run("config", command, file);
            assertThat(run.code()).isZero();
            assertThat(run.out() + run.err())
                    .contains(
                            "am.yml:6:15: on this machine ${env:TOCSIN_NOT_SET} cannot be resolved: there is no such value; each instance",
                            "am.yml:7:73: on this machine ${file:/not/there:key} cannot be resolved:",
                            "am.yml:1:21: ${env:PATH} stays as it is written")
                    .doesNotContain(System.getenv("PATH"), "7:15");
        }
    }

    @Test
    void checkWarnsOfDeprecatedKeys(@TempDir Path dir) throws IOException {
        var file = Files.writeString(dir.resolve("am.yml"), """
                route:
                  receiver: hook
                  routes:
                  - match: {a: b}
                  - matchers: ['a=']
                mute_time_intervals: [{name: n, time_intervals: []}]
                receivers: [{name: hook}]
                """);
        assertThat(cli.run("config", "check", file).out())
                .contains(
                        "am.yml:4:5: match is deprecated",
                        "am.yml:5:16: 'a=' is read in the classic notation of matchers",
                        "am.yml:6:1: mute_time_intervals is deprecated");
    }

    @Test
    void checkReportsAllFiles() {
        var seen = cli.run("config", "check", good, bad);
        assertThat(seen.code()).isEqualTo(1);
        assertThat(seen.out()).contains("good.yml'  SUCCESS", "bad.yml'  FAILED: 2 problems must be fixed");
        assertThat(seen.err()).isEqualTo("tocsin config check: failed to validate 1 file(s)\n");
    }

    @Test
    void templateFilesAreStoredWithTheConfiguration(@TempDir Path dir) throws IOException {
        var templates = Files.createDirectories(dir.resolve("templates"));
        Files.writeString(templates.resolve("b.tmpl"), "{{ define \"b\" }}B{{ end }}");
        Files.writeString(templates.resolve("a.tmpl"), "{{ define \"a\" }}A{{ end }}");
        Files.writeString(templates.resolve("c.txt"), "{{");
        var config = Files.writeString(dir.resolve("am.yml"), "templates: ['templates/*.tmpl', 'none/*']\n" + GOOD);

        var seen = cli.run("config", "apply", config);
        assertThat(seen.err()).contains("no template file matches 'none/*'");
        assertThat(cli.topics.config.orElseThrow().value().orElseThrow().files())
                .containsOnlyKeys("templates/a.tmpl", "templates/b.tmpl");
        assertThat(cli.run("config", "apply", config).out()).isEqualTo("unchanged alertmanager\n");

        Files.writeString(templates.resolve("a.tmpl"), "{{ define \"a\" }}other{{ end }}");
        assertThat(cli.run("config", "apply", config).out()).isEqualTo("changed   alertmanager\n");

        Files.writeString(templates.resolve("a.tmpl"), "{{ if }}");
        assertThat(cli.run("config", "apply", config).err())
                .contains("am.yml:1:13: failed to parse templates: error parsing template a.tmpl");
    }

    @Test
    void applyStoresTheFileUnchangedAndOnce() {
        assertThat(cli.run("config", "apply", good).out()).isEqualTo("added     alertmanager\n");
        assertThat(cli.run("config", "apply", good).out()).isEqualTo("unchanged alertmanager\n");
        assertThat(cli.topics.writes).isEqualTo(1);
        assertThat(cli.topics.config.orElseThrow().value()).contains(new ConfigDocument(GOOD, CliRunner.NOW, "ann"));
        assertThat(cli.run("config", "show", "--as-written").out()).isEqualTo(GOOD);
        assertThat(cli.run("config", "show").out())
                .contains("url_file: /a/file/of/the/instance\n    send_resolved: true\n");
    }

    @Test
    void invalidConfigurationIsRefusedWithAllErrors() {
        var seen = cli.run("config", "apply", bad);
        assertThat(seen.code()).isEqualTo(1);
        assertThat(seen.err()).contains("2 problems must be fixed", "\"nobody\"", "receeivers");
        assertThat(cli.topics.config).isEmpty();
    }

    @Test
    void showWithoutActiveConfigurationFails() {
        var seen = cli.run("config", "show");
        assertThat(seen.code()).isEqualTo(1);
        assertThat(seen.err())
                .isEqualTo("tocsin config show: there is no active configuration: apply one with"
                        + " 'tocsin config apply FILE'\n");
    }
}

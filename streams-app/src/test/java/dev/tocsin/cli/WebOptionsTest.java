package dev.tocsin.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.http.HttpApiFixture;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The options {@code --config.file}, {@code --web.config.file} and {@code --web.listen-address} of {@code tocsin server}. */
class WebOptionsTest {
    @TempDir
    private Path dir;

    private final CliRunner cli = new CliRunner();

    @ParameterizedTest(name = "{0} is {1}, port {2}")
    @CsvSource({"127.0.0.1:9095, 127.0.0.1, 9095", ":9096, 0.0.0.0, 9096", "[::1]:9097, [::1], 9097"})
    void listenAddressOverridesItsSetting(String option, String host, int port) throws IOException {
        var config = Files.writeString(dir.resolve("tocsin.yml"), "http: {listen: 'localhost:1'}");

        assertThat(cli.run("server", "--config", config, "--web.listen-address", option)
                        .code())
                .isZero();
        assertThat(cli.servedSettings.get(0).http().listen()).isEqualTo(InetSocketAddress.createUnresolved(host, port));
    }

    @ParameterizedTest
    @ValueSource(strings = {"nonsense", "127.0.0.1", "127.0.0.1:x", "127.0.0.1:65536", "http://127.0.0.1:9093"})
    void invalidListenAddressIsAnErrorThatNamesIt(String option) {
        var seen = cli.run("server", "--web.listen-address", option);

        assertThat(seen.code()).isNotZero();
        assertThat(seen.err()).contains("listen", option, ":9093");
        assertThat(cli.servedSettings).isEmpty();
    }

    @Test
    void settingsFileCanBeGivenByTheNameOfPrometheussFlag() throws IOException {
        var config = Files.writeString(dir.resolve("tocsin.yml"), "http: {listen: 'localhost:9097'}");

        assertThat(cli.run("server", "--config.file", config).code()).isZero();
        assertThat(cli.servedSettings.get(0).http().listen().getPort()).isEqualTo(9097);

        var both = cli.run("server", "--config.file", config, "--config", config);
        assertThat(both.code()).isNotZero();
        assertThat(both.err()).contains("once", "--config or --config.file");
    }

    @Test
    void webConfigFileOverridesItsSetting() throws IOException {
        var config = Files.writeString(dir.resolve("tocsin.yml"), "http: {web_config_file: /nowhere.yml}");
        var file = dir.resolve("web.yml");

        assertThat(cli.run("server", "--config", config, "--web.config.file", file)
                        .code())
                .isZero();
        assertThat(cli.servedSettings.get(0).http().webConfigFile()).contains(file);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', nullValues = "none", textBlock = """
            none                                   | web.yml
            tls_server_config: {cert_file: x.pem}  | key_file
            basic_auth_user: {a: b}                | basic_auth_user
            basic_auth_users: {a: b}               | a
            [                                      | web.yml
            """)
    void startWithAWrongWebConfigFileIsAnError(String yaml, String named) throws IOException {
        var file = dir.resolve("web.yml");
        if (yaml != null) {
            Files.writeString(file, yaml);
        }

        assertThat(start("--web.config.file", file.toString(), "--web.listen-address", "127.0.0.1:0"))
                .startsWith("tocsin server: cannot start: the web configuration is invalid: ")
                .contains(named)
                .endsWith("\n")
                .doesNotContain("Exception");
    }

    /** Starts the HTTP server of an instance with the settings, and returns the error. */
    private static String start(String... options) {
        var err = new StringWriter();
        var command = TocsinCommand.commandLine(
                new CliContext(Map.of(), "host-1", "1.2.3", () -> CliRunner.NOW),
                settings -> HttpApiFixture.open(settings.http()).close(),
                settings -> {
                    throw new UnsupportedOperationException();
                },
                (access, tables) -> Map.of());
        command.setErr(new PrintWriter(err, true));
        var arguments = new String[options.length + 1];
        arguments[0] = "server";
        System.arraycopy(options, 0, arguments, 1, options.length);
        assertThat(command.execute(arguments)).isNotZero();
        return err.toString();
    }
}

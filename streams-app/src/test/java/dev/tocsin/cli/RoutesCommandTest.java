package dev.tocsin.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RoutesCommandTest {
    private static final String CONFIG = """
            route:
              receiver: default
              routes:
              - matchers: [team="a", sev=~"x|y"]
                receiver: a
                continue: true
                routes:
                - match: {b: c}
                  receiver: b
                - matchers: ['🙂=1']
              - match_re: {d: e}
                receiver: b
            receivers: [{name: default}, {name: a}, {name: b}]
            """;

    private final CliRunner cli = new CliRunner();
    private Path file;

    @BeforeEach
    void write(@TempDir Path dir) throws IOException {
        file = Files.writeString(dir.resolve("am.yml"), CONFIG);
    }

    @Test
    void treeIsPrintedAsByAmtool() {
        assertThat(cli.run("config", "routes", "show", "--config.file", file).out())
                .isEqualTo("""
                        Routing tree:
                        .
                        └── default-route  receiver: default
                            ├── {sev=~"x|y",team="a"}  continue: true  receiver: a
                            │   ├── {b="c"}  receiver: b
                            │   └── {🙂="1"}  receiver: a
                            └── {d=~"^(?:e)$"}  receiver: b

                        """);
    }

    @Test
    void activeConfigurationIsTheDefault() {
        assertThat(cli.run("config", "routes", "test").err()).contains("there is no active configuration");
        cli.run("config", "apply", file);
        assertThat(cli.run("config", "routes", "test", "d=e").out()).isEqualTo("b\n");
    }

    @Test
    void matchingRoutesAreFound() {
        assertThat(test().out()).isEqualTo("default\n");
        assertThat(test("team=a", "sev=x", "b=c").out()).isEqualTo("b\n");
        assertThat(test("--verify.receivers=b,b", "team=a", "sev=x", "b=c", "d=e")
                        .code())
                .isZero();

        var seen = test("--tree", "--verify.receivers=a,b", "team=a", "sev=x", "b=c", "d=e");
        assertThat(seen.code()).isEqualTo(1);
        assertThat(seen.out()).isEqualTo("""
                Matching routes:
                .
                └── default-route
                    ├── {sev=~"x|y",team="a"}
                    │   └── {b="c"}  receiver: b
                    └── {d=~"^(?:e)$"}  receiver: b


                b,b
                WARNING: Expected receivers did not match resolved receivers.
                """);
    }

    @Test
    void invalidLabelsAreReportedAsByAmtool() {
        var braces = test("{foo=bar}");
        assertThat(braces.code()).isEqualTo(1);
        assertThat(braces.err()).contains("Failed to parse labels: unexpected open or close brace: {foo=bar}");
        assertThat(test("foo!=bar").err()).contains("Labels must be specified as key=value pairs");
    }

    @Test
    void matchersAreParsedAccordingToFeatures() {
        assertThat(test("--enable-feature=classic-mode", "a=b").err()).contains("bad matcher format: 🙂=1");
        assertThat(test("--enable-feature=utf8-strict-mode", "d=").err())
                .contains("Failed to parse labels: 0:2: end of input: expected label value");
        assertThat(test("d=").out()).isEqualTo("default\n");
        assertThat(test("--enable-feature=newer", "d=e").err()).contains("unknown feature 'newer'");
    }

    private CliRunner.CommandResult test(String... others) {
        var arguments = new ArrayList<Object>(List.of("config", "routes", "test", "--config.file"));
        arguments.add(file);
        arguments.addAll(List.of(others));
        return cli.run(arguments.toArray());
    }
}

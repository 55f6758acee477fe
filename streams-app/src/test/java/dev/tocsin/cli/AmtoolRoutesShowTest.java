package dev.tocsin.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tocsin.ExternalProgram;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Merge keys and nulls in routes, as Alertmanager's decoder reads them. {@code amtool} agrees, if it is installed. */
class AmtoolRoutesShowTest {
    private static final String CONFIG = """
            route:
              receiver: a
              routes:
              - &b {receiver: b, matchers: [x=1]}
              - &c {receiver: c, matchers: [y=1], match: {m: '1'}}
              - &d {receiver: c, match: {m: '1'}, routes: [{matchers: [n=1]}]}
              - %s
            receivers: [{name: a}, {name: b}, {name: c}]
            """;

    @TempDir
    private Path dir;

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', textBlock = """
            {<<: *b, matchers: [z=2]}                | {x="1",z="2"}  receiver: b
            {matchers: [z=2], <<: *b}                | {x="1",z="2"}  receiver: b
            {<<: [*b, *c], matchers: [z=2]}          | {m="1",x="1",y="1",z="2"}  receiver: b
            {<<: *b, receiver: c}                    | {x="1"}  receiver: c
            {receiver: c, <<: *b}                    | {x="1"}  receiver: b
            {<<: *b, receiver: null}                 | {x="1"}  receiver: a
            {<<: *b, matchers: null}                 | default-route  receiver: b
            {receiver: c, matchers: [null, x=1]}     | {x="1"}  receiver: c
            {<<: *c, match: {n: '2'}}                | {m="1",n="2",y="1"}  receiver: c
            {<<: *d, routes: [{matchers: [o=1]}]}    | {o="1"}  receiver: c
            {<<: *c, match: {m: '2'}}                |
            {receiver: b, receiver: c}               |
            {receiver: b, group_by: [null]}          |
            {receiver: b, mute_time_intervals: [~]}  |
            {receiver: b, match: {null: b}}          |
            {receiver: b, match: {a: null}}          | {a=""}  receiver: b
            {receiver: b, routes: [{continue: y}]}   | default-route  continue: true  receiver: b
            """)
    void route(String route, String shown) throws Exception {
        var file = Files.writeString(dir.resolve("am.yml"), CONFIG.formatted(route));
        var seen = new CliRunner().run("config", "routes", "show", "--config.file", file);
        assertThat(seen.code()).as(seen.err()).isEqualTo(shown == null ? 1 : 0);
        if (shown != null) {
            assertThat(seen.out()).endsWith("\u2500\u2500 " + shown + "\n\n");
        }
        var amtool = ExternalProgram.find("amtool");
        assumeTrue(amtool.isPresent(), "no amtool on the path or in -Damtool: its answer is not compared");
        var ran = amtool.orElseThrow().run(List.of("config", "routes", "show", "--config.file", file.toString()));
        assertThat(ran.code() == 0).as(ran.output()).isEqualTo(shown != null);
        if (shown != null) {
            assertThat(ran.output()).endsWith(seen.out());
        }
    }
}

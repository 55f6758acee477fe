package dev.tocsin.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.sources.SourceRecord;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SourcesCommandTest {
    private static final String EXAMPLE = "../examples/sources.yml";
    private static final String PAID =
            "{\"status\":\"PAID\",\"country\":\"DE\",\"amount\":19.5,\"paid_at\":1700000000000}";

    private final CliRunner cli = new CliRunner();

    @TempDir
    private Path dir;

    private String write(String name, String text) throws IOException {
        return Files.writeString(dir.resolve(name), text).toString();
    }

    @Test
    void checkCountsSourcesOrTellsAllMistakes() throws IOException {
        assertThat(cli.run("sources", "check", EXAMPLE).out())
                .isEqualTo("Checking '%s'  SUCCESS: 1 sources\n".formatted(EXAMPLE));
        var result = cli.run("sources", "check", write("bad.yml", "sources: [{name: a}, {name: a}]\n"));
        assertThat(result.code()).isEqualTo(1);
        assertThat(result.out())
                .contains("bad.yml:1:11: the source has no topics")
                .contains("bad.yml:1:11: the source has no format")
                .contains("another source is also named 'a'");
    }

    @Test
    void applyStoresTheSourcesOnceAndShowPrintsThem() throws IOException {
        assertThat(cli.run("sources", "show").err()).contains("there are no sources");
        assertThat(cli.run("sources", "apply", EXAMPLE).out()).isEqualTo("added     sources\n");
        assertThat(cli.run("sources", "apply", EXAMPLE).out()).isEqualTo("unchanged sources\n");
        assertThat(cli.run("sources", "show").out()).isEqualTo(Files.readString(Path.of(EXAMPLE)));
        assertThat(cli.topics.writes).isEqualTo(1);
        assertThat(cli.run("sources", "apply", write("bad.yml", "sources: 1")).code())
                .isNotZero();
        assertThat(cli.topics.writes).isEqualTo(1);
    }

    @Test
    void testShowsTheSamplesOfAFile() throws IOException {
        var result = cli.run("sources", "test", EXAMPLE, "--file", write("order.json", PAID));
        assertThat(result.out()).isEqualTo("""
                source orders, format json
                shop_orders_total +1 @ 2023-11-14T22:13:20Z
                shop_orders_by_country_total{country="DE"} +1 @ 2023-11-14T22:13:20Z
                shop_order_euro{country="DE"} 19.5 @ 2023-11-14T22:13:20Z
                3 sample(s)
                """);
        assertThat(result.code()).isZero();
    }

    @Test
    void testSaysWhyARecordHasNoSamples() throws IOException {
        var filtered = cli.run("sources", "test", EXAMPLE, "--file", write("a.json", "{}"));
        assertThat(filtered.out()).contains("no samples, by design: filtered");
        assertThat(filtered.code()).isZero();
        var broken = cli.run("sources", "test", EXAMPLE, "--file", write("b.json", "{"));
        assertThat(broken.out()).contains("no samples, refused: the value cannot be read: it is not JSON");
        assertThat(broken.code()).isEqualTo(1);
        assertThat(cli.run("sources", "test", EXAMPLE, "--source", "x", "--file", write("c.json", "{}"))
                        .err())
                .contains("there is no source 'x'; the sources are: orders");
    }

    @Test
    void testReadsARecordOfATopicWithTheAppliedSources() {
        cli.run("sources", "apply", EXAMPLE);
        cli.topics.foreign.add(
                new SourceRecord("orders", 2, 42, 0, null, PAID.getBytes(StandardCharsets.UTF_8), List.of()));
        assertThat(cli.run("sources", "test", "--topic", "orders", "--partition", "2", "--offset", "42")
                        .out())
                .contains("3 sample(s)");
        assertThat(cli.run("sources", "test", "--topic", "orders", "--offset", "1")
                        .err())
                .contains("there is no record at orders-0, offset 1");
    }
}

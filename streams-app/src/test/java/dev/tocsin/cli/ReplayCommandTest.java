package dev.tocsin.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.evaluation.rules.RuleDraft;
import dev.tocsin.evaluation.rules.RuleGroupDraft;
import dev.tocsin.evaluation.samples.TimeSeries;
import dev.tocsin.kafka.Topics;
import dev.tocsin.kafka.codec.Codecs;
import dev.tocsin.kafka.codec.ConfigDocument;
import dev.tocsin.kafka.codec.SampleBatch;
import dev.tocsin.kafka.copies.WrittenCopies;
import dev.tocsin.labels.Labels;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReplayCommandTest {
    private static final Topics TOPICS =
            new Topics(new Topics.Settings("tocsin.", 1, 1, Duration.ofHours(3), Duration.ofDays(1)));
    private static final Instant START = CliRunner.NOW.minusSeconds(600);
    private static final String CONFIG = """
            route: {receiver: team, group_by: [alertname], group_wait: 5s}
            receivers: [{name: team, webhook_configs: [{url: "http://example.org"}]}]
            """;

    @TempDir
    private Path folder;

    private final CliRunner cli = new CliRunner();

    /** One series that is high in the second and third of five minutes, marked every second. */
    private WrittenCopies copies() {
        var copies = new WrittenCopies(TOPICS);
        var rule = new RuleDraft(
                "", "Load", "load > 5", "10s", "", Map.of("team", "web"), Map.of("summary", "load is {{ $value }}"));
        var group = new RuleGroupDraft("app", "load", "10s", "", 0, Map.of(), List.of(rule));
        copies.add(TOPICS.rules().name(), START.minusSeconds(60), "app/load", Codecs.RULES.encode(group));
        copies.add(
                TOPICS.config().name(),
                START.minusSeconds(60),
                ConfigDocument.KEY,
                Codecs.CONFIG.encode(new ConfigDocument(CONFIG, START, "ann")));
        for (var second = 0; second < 300; second++) {
            var at = START.plusSeconds(second);
            var value = second >= 60 && second < 180 ? 9 : 1;
            var series = TimeSeries.of(Labels.of("__name__", "load"), at.toEpochMilli(), value);
            copies.add(
                    TOPICS.samples().name(),
                    at.plusMillis(100),
                    "",
                    Codecs.SAMPLES.encode(SampleBatch.of(List.of(series))));
            copies.add(
                    TOPICS.samples().name(),
                    at.plusMillis(500),
                    "tick/1",
                    Codecs.SAMPLES.encode(SampleBatch.tickMarker(at)));
        }
        return copies;
    }

    @Test
    void changesAndNotificationsArePrintedInOrder() {
        copies().write(folder);
        var result = cli.run("replay", "--files", folder, "--from", "-9m", "--to", START.plusSeconds(290));
        assertThat(result.code()).as(result.err()).isZero();
        assertThat(result.out().lines().map(line -> line.replaceAll("^\\S+  ", "")))
                .containsExactly(
                        "app/load  {alertname=\"Load\", team=\"web\"}  inactive -> pending  value 9.0  {summary=load is 9}",
                        "app/load  {alertname=\"Load\", team=\"web\"}  pending -> firing  value 9.0  {summary=load is 9}",
                        "notification to team (webhook) for group {alertname=\"Load\"}: first notification; 1 firing, 0 resolved: [{alertname=\"Load\", team=\"web\"}]",
                        "app/load  {alertname=\"Load\", team=\"web\"}  firing -> resolved  value 9.0  {summary=load is 9}");
        assertThat(result.err()).contains("30 differ. Use --verify to list them");
    }

    @Test
    void jsonIsAnObjectALine() {
        copies().write(folder);
        var result = cli.run(
                "replay", "--files", folder, "--from", "-9m", "--to", "-5m10s", "--output", "json", "--rule", "Load");
        assertThat(result.out().lines())
                .hasSize(4)
                .allMatch(line -> line.startsWith("{\"type\":\"") && line.endsWith("}"))
                .anyMatch(line -> line.contains("\"type\":\"alert\"") && line.contains("\"state\":\"firing\""))
                .anyMatch(line -> line.contains("\"type\":\"notification\"") && line.contains("\"receiver\":\"team\""));
    }

    @Test
    void verifyListsWhatDiffersFromTheLog() {
        copies().write(folder);
        var result = cli.run("replay", "--files", folder, "--from", "-9m", "--to", "-5m10s", "--verify");
        assertThat(result.code()).isEqualTo(1);
        assertThat(result.out()).contains("difference in alert state app/load/Load/", "logged then: nothing");
    }

    @Test
    void filtersLimitWhatIsPrinted() {
        copies().write(folder);
        assertThat(cli.run("replay", "--files", folder, "--from", "-9m", "--to", "-6m", "--alert", "team=db")
                        .out())
                .isEmpty();
        assertThat(cli.run("replay", "--files", folder, "--from", "-9m", "--to", "-8m", "--all", "--alert", "team=web")
                        .out()
                        .lines())
                .as("each of the ticks at which it is active")
                .hasSizeGreaterThan(5);
    }

    @ParameterizedTest(name = "{0} {1}: {2}")
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            --from   | yesterday             | 'yesterday' is no time: write one such as 2026-01-31T03:12:00Z, or a duration before now such as -1h
            --from   | -1x                   | '-1x' is no time
            --from   | 2026-01-02T00:00:00Z  | the stretch ends at 2026-01-01T12:00:00Z, before it starts at 2026-01-02T00:00:00Z
            --alert  | team                  | --alert:
            --output | yaml                  | expected one of [text, json]
            """)
    void wrongOptionIsAUsageError(String option, String value, String message) {
        var result = cli.run("replay", "--files", folder, option, value);
        assertThat(result.code()).isEqualTo(2);
        assertThat(result.err()).contains(message);
    }

    @Test
    void stretchBeforeTheOldestSamplesIsAnErrorWithTheirTime() {
        copies().write(folder);
        var result = cli.run("replay", "--files", folder, "--from", "-1h", "--to", "-50m");
        assertThat(result.code()).isEqualTo(1);
        assertThat(result.err())
                .contains("no tick between 2026-01-01T11:00:00Z and 2026-01-01T11:10:00Z is marked")
                .contains("the oldest record there is of 2026-01-01T11:50:00.100Z");
    }

    @Test
    void folderWithoutCopiesAndDamagedCopyAreErrors() throws IOException {
        var missing = cli.run("replay", "--files", folder);
        assertThat(missing.code()).isEqualTo(1);
        assertThat(missing.err()).contains("has no copy of topic tocsin.alert-state", "tocsin replay record");

        copies().write(folder);
        var file = folder.resolve("samples-0.records");
        var bytes = Files.readAllBytes(file);
        Files.write(file, java.util.Arrays.copyOf(bytes, bytes.length - 7));
        var damaged = cli.run("replay", "--files", folder, "--from", "-9m");
        assertThat(damaged.code()).isEqualTo(1);
        assertThat(damaged.err()).contains("samples-0.records' is damaged after offset 598: copy the topics again");
    }

    @Test
    void withoutFilesTheTopicsAreCopiedWithWhatRulesLookBackTo() {
        cli.topics.copies = copies();
        var result = cli.run("replay", "--from", "-9m", "--to", "-5m10s");
        assertThat(result.code()).as(result.err()).isZero();
        assertThat(cli.topics.copiedFrom).isEqualTo(CliRunner.NOW.minus(Duration.ofMinutes(69)));
        assertThat(result.out()).contains("pending -> firing");
    }

    @Test
    void recordRefusesAFolderThatHasCopies() {
        cli.topics.copies = copies();
        var target = folder.resolve("incident");
        assertThat(target.toFile().mkdir()).isTrue();
        assertThat(cli.run("replay", "record", "--to", target).code()).isZero();
        var second = cli.run("replay", "record", "--to", target);
        assertThat(second.code()).isEqualTo(1);
        assertThat(second.err()).contains("has copies already: name another one");
    }
}

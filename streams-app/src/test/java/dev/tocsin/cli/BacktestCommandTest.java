package dev.tocsin.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.alerts.Alert;
import dev.tocsin.alerts.PostedAlert;
import dev.tocsin.evaluation.samples.TimeSeries;
import dev.tocsin.kafka.Topics;
import dev.tocsin.kafka.codec.Codecs;
import dev.tocsin.kafka.codec.ConfigDocument;
import dev.tocsin.kafka.codec.SampleBatch;
import dev.tocsin.kafka.copies.WrittenCopies;
import dev.tocsin.labels.Labels;
import dev.tocsin.labels.Matcher;
import dev.tocsin.notification.silences.Silence;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests rules on five minutes with a series that is high twice: in the second and in the fourth of them. */
class BacktestCommandTest {
    private static final Topics TOPICS =
            new Topics(new Topics.Settings("tocsin.", 1, 1, Duration.ofHours(3), Duration.ofDays(1)));
    private static final Instant START = CliRunner.NOW.minusSeconds(600);
    private static final String CONFIG = """
            route: {receiver: team, group_by: [alertname], group_wait: 5s, group_interval: 10s}
            receivers: [{name: team, webhook_configs: [{url: "http://example.org"}]}]
            inhibit_rules: [{source_matchers: [severity=page], target_matchers: [severity=warning]}]
            """;
    private static final String LOAD = """
            groups: [{name: load, interval: 10s, rules: [{alert: Load, expr: load > 5, for: 10s, labels: {severity: warning}}]}]
            """;

    @TempDir
    private Path folder;

    private final CliRunner cli = new CliRunner();
    private final WrittenCopies copies = new WrittenCopies(TOPICS);
    private Path rules;
    private boolean recordedThen;

    @BeforeEach
    void configure() {
        rules = folder.resolve("new.yml");
        config(CONFIG);
    }

    private void config(String text) {
        copies.add(
                TOPICS.config().name(),
                START.minusSeconds(60),
                ConfigDocument.KEY,
                Codecs.CONFIG.encode(new ConfigDocument(text, START, "ann")));
    }

    /** @param unmarked the first second without tick markers */
    private void samples(int unmarked) {
        for (var second = 0; second < 300; second++) {
            var at = START.plusSeconds(second);
            var isHigh = second >= 60 && second < 120 || second >= 180 && second < 240;
            if (recordedThen && second % 10 == 0) {
                add(at.plusMillis(50), "", new SampleBatch(List.of(series("load:double", at, 99)), "app/other", at));
            }
            add(at.plusMillis(100), "", SampleBatch.of(List.of(series("load", at, isHigh ? 9 : 1))));
            if (second < unmarked) {
                add(at.plusMillis(500), "tick/1", SampleBatch.tickMarker(at));
            }
        }
    }

    private static TimeSeries series(String name, Instant at, double value) {
        return TimeSeries.of(Labels.of("__name__", name), at.toEpochMilli(), value);
    }

    private void add(Instant at, String key, SampleBatch batch) {
        copies.add(TOPICS.samples().name(), at, key, Codecs.SAMPLES.encode(batch));
    }

    private void silence(Instant at) {
        var silence = new Silence(
                "s1",
                List.of(Matcher.alerting("alertname", Matcher.Op.EQUAL, "Load")),
                at,
                at.plusSeconds(600),
                at,
                "ann",
                "known",
                Map.of());
        copies.add(TOPICS.clusterLog().name(), at, "silence/s1", Codecs.SILENCE.encode(silence));
    }

    private CliRunner.CommandResult backtest(String ruleFile, Object... options) {
        try {
            Files.writeString(rules, ruleFile);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        copies.write(folder);
        var all = new java.util.ArrayList<Object>(List.of(
                "backtest", rules, "--files", folder, "--from", START.plusSeconds(10), "--to", START.plusSeconds(290)));
        all.addAll(List.of(options));
        return cli.run(all.toArray());
    }

    private static List<String> notifications(CliRunner.CommandResult result) {
        assertThat(result.code()).as(result.err()).isZero();
        return result.out()
                .lines()
                .filter(line -> line.contains("  notification to "))
                .map(line -> line.replaceAll("T|\\.\\d+Z|Z| for group .*: \\[", " "))
                .toList();
    }

    @Test
    void ruleThatWouldHaveFiredTwiceNotifiesTwice() {
        samples(300);
        var result = backtest(LOAD);
        assertThat(notifications(result)).hasSize(4);
        assertThat(result.out())
                .contains("4 notification(s) would have gone out")
                .containsPattern("team +4")
                .containsPattern("new/load +Load +2 +1m40s +4");
        assertThat(result.err()).isEmpty();
    }

    @Test
    void silenceOfThatTimeMutesTheSecond() {
        samples(300);
        silence(START.plusSeconds(170));
        var result = backtest(LOAD);
        assertThat(notifications(result)).hasSize(2);
        assertThat(result.out())
                .containsOnlyOnce("no notification to team (webhook) of"
                        + " {alertname=\"Load\", severity=\"warning\"}: silenced by s1");
        assertThat(notifications(backtest(LOAD, "--no-silences"))).hasSize(4);
    }

    @Test
    void alertThatAnotherOneInhibitsIsNotNotified() {
        samples(300);
        var result = backtest("""
                groups:
                  - name: load
                    interval: 10s
                    rules:
                      - {alert: High, expr: load > 8, labels: {severity: page}}
                      - {alert: Load, expr: load > 5, for: 10s, labels: {severity: warning}}
                """);
        assertThat(notifications(result)).hasSize(4).allMatch(line -> line.contains("High"));
        assertThat(result.out())
                .containsPattern("new/load +Load +2 +1m40s +0")
                .containsPattern(
                        "no notification to team .* of .*Load.*: inhibited by the alert with the fingerprint [0-9a-f]{16}");
    }

    @Test
    void postedAlertOfThatTimeInhibits() {
        samples(300);
        var at = START.plusSeconds(30);
        var labels = Labels.of("alertname", "Down", "severity", "page");
        var posted = new PostedAlert(new Alert(labels, Map.of(), at, at.plusSeconds(100), "", at), false);
        copies.add(TOPICS.alerts().name(), at, labels.fingerprint().toString(), Codecs.ALERT.encode(posted));
        assertThat(notifications(backtest(LOAD))).hasSize(2);
    }

    @Test
    void recordedSeriesOfTheTestedRulesReplacesThatOfThen() {
        recordedThen = true;
        samples(300);
        var result = backtest("""
                groups:
                  - {name: a, interval: 10s, rules: [{record: "load:double", expr: load * 2}]}
                  - {name: b, interval: 10s, rules: [{alert: Double, expr: "load:double == 18", for: 10s}]}
                """);
        assertThat(notifications(result)).hasSize(4);
    }

    @Test
    void whereNoInstanceRanEachIntervalHasATick() {
        samples(150);
        assertThat(notifications(backtest(LOAD))).hasSize(4);
    }

    @Test
    void withoutAnyMarkerEachIntervalHasATick() {
        samples(0);
        assertThat(notifications(backtest(LOAD))).hasSize(4);
    }

    @Test
    void givenConfigurationReplacesThatOfThen() throws IOException {
        samples(300);
        var file = folder.resolve("alertmanager.cfg");
        Files.writeString(file, CONFIG.replace("team", "other"));
        var result = backtest(LOAD, "--alertmanager", file);
        assertThat(notifications(result)).hasSize(4).allMatch(line -> line.contains("notification to other"));
    }

    @Test
    void jsonIsAnObjectALine() {
        samples(300);
        var result = backtest(LOAD, "--output", "json");
        assertThat(result.out().lines())
                .hasSize(5)
                .allMatch(line -> line.startsWith("{\"type\":\"") && line.endsWith("}"))
                .anyMatch(line -> line.contains("\"status\":\"firing\"") && line.contains("\"receiver\":\"team\""))
                .anyMatch(line -> line.startsWith("{\"type\":\"summary\",\"notifications\":4")
                        && line.contains("\"firing_seconds\":100"));
    }

    @Test
    void allMistakesOfTheInputAreToldAtOnce() throws IOException {
        var config = folder.resolve("alertmanager.cfg");
        Files.writeString(config, "route: {receiver: nobody}");
        Files.writeString(rules, "groups: [{name: a, rules: [{alert: A, expr: 'load >'}, {alert: B, expr: 'f('}]}]");
        var result = cli.run(
                "backtest",
                rules,
                folder.resolve("missing.yml"),
                "--from",
                "-1h",
                "--to",
                "-2h",
                "--alertmanager",
                config);
        assertThat(result.code()).isEqualTo(1);
        assertThat(result.err())
                .contains("the stretch ends at 2026-01-01T10:00:00Z (--to), before it starts")
                .contains("rule 1", "rule 2", "missing.yml", "nobody")
                .contains("nothing was evaluated");
    }

    @Test
    void stretchWithoutSamplesIsAnError() throws IOException {
        samples(300);
        copies.write(folder);
        Files.writeString(rules, LOAD);
        var result = cli.run("backtest", rules, "--files", folder, "--from", "-2h", "--to", "-1h");
        assertThat(result.code()).isEqualTo(1);
        assertThat(result.err()).contains("no tick between 2026-01-01T10:00:00Z and 2026-01-01T11:00:00Z");
    }
}

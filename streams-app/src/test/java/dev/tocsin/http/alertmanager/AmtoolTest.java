package dev.tocsin.http.alertmanager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tocsin.ExternalProgram;
import dev.tocsin.config.alertmanager.TestConfigs;
import dev.tocsin.http.HttpApiFixture;
import dev.tocsin.labels.MatcherParser;
import dev.tocsin.notification.silences.SilencePolicy;
import dev.tocsin.notification.silences.SilenceRule;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Runs amtool from the path or from {@code -Damtool=FILE}. Skipped if it is not installed. */
class AmtoolTest {
    private static final Path ALL_RECEIVERS = Path.of("src/test/resources/alertmanager/all-receivers.yml");

    private final Optional<ExternalProgram> amtool = ExternalProgram.find("amtool");
    private HttpApiFixture api;

    @BeforeEach
    void requireAmtool() {
        assumeTrue(amtool.isPresent(), "no amtool on the path or in -Damtool: its tests are skipped");
        api = HttpApiFixture.openWithSystemClock();
    }

    @AfterEach
    void close() {
        if (api != null) {
            api.close();
        }
    }

    @Test
    void alertsAreAddedAndQueried() throws Exception {
        amtool("alert", "add", "HighCPU", "severity=critical", "--annotation=summary=it is high");
        amtool("alert", "add", "Disk", "severity=warning");

        assertThat(amtool("alert", "query")).contains("HighCPU", "it is high", "Disk", "active");
        assertThat(amtool("alert", "query", "severity=~crit.*"))
                .contains("HighCPU")
                .doesNotContain("Disk");
        assertThat(amtool("alert", "query", "Disk")).contains("Disk").doesNotContain("HighCPU");
        assertThat(amtool("-o", "json", "alert", "query", "HighCPU")).contains("\"severity\":\"critical\"");
    }

    @Test
    void labelsCanHaveAnyName() throws Exception {
        assumeTrue(minorVersion() >= 27, "this amtool is older than names in UTF-8");
        amtool("alert", "add", "HighCPU", "odd🙂=\"a b\"");
        assertThat(amtool("-o", "json", "alert", "query", "HighCPU")).contains("\"odd🙂\":\"a b\"");
    }

    @Test
    void silencesAreAddedQueriedUpdatedAndExpired() throws Exception {
        amtool("alert", "add", "HighCPU", "severity=critical");
        var id = amtool(
                        "silence",
                        "add",
                        "alertname=HighCPU",
                        "severity!~\"w.*\"",
                        "-c",
                        "busy",
                        "-a",
                        "me",
                        "-d",
                        "2h")
                .strip();

        assertThat(amtool("silence", "query")).contains(id, "alertname=\"HighCPU\"", "severity!~\"w.*\"", "busy", "me");
        assertThat(amtool("silence", "query", "alertname=Other")).doesNotContain(id);
        assertThat(amtool("alert", "query")).doesNotContain("HighCPU");
        assertThat(amtool("alert", "query", "-s")).contains("HighCPU", "suppressed");

        assertThat(amtool("silence", "update", id, "-d", "3h", "-c", "still busy"))
                .contains(id, "still busy");
        amtool("silence", "expire", id);
        assertThat(amtool("silence", "query")).doesNotContain(id);
        assertThat(amtool("silence", "query", "--expired")).contains(id);
        assertThat(amtool("alert", "query")).contains("HighCPU");
    }

    @Test
    void refusalsOfTheSilencePolicyCanBeRead() throws Exception {
        var id = amtool("silence", "add", "team=a", "-d", "1h", "-c", "busy").strip();
        var exported = Files.createTempFile("silences", ".json");
        Files.writeString(exported, amtool("-o", "json", "silence", "query"));
        api.policy = new SilencePolicy(List.of(new SilenceRule(
                "short",
                SilenceRule.Action.REQUIRE,
                SilenceRule.Who.EVERYBODY,
                MatcherParser.FALLBACK.parseList("team=~\"a|b\""),
                new SilenceRule.Limits(Duration.ofHours(2), 0, false, 1),
                "")));
        try {
            // Some versions of amtool quote the text of the error.
            assertThat(outputOf("silence", "add", "team=~[ac]", "-c", "busy").replace("\\\"", "\""))
                    .contains("rule 'short'", "{team=~\"a|b\"}");
            assertThat(outputOf("silence", "update", id, "-d", "3h")).contains("at most 2h is allowed");
            api.policy = new SilencePolicy(List.of(new SilenceRule(
                    "none",
                    SilenceRule.Action.DENY,
                    SilenceRule.Who.EVERYBODY,
                    List.of(),
                    SilenceRule.Limits.NONE,
                    "")));
            assertThat(outputOf("silence", "import", "-f", exported.toString())).contains("rule 'none'");
            assertThat(outputOf("silence", "expire", id)).contains("403");
            assertThat(amtool("silence", "query")).contains(id);
        } finally {
            Files.delete(exported);
        }
    }

    @Test
    void silencesAreExportedAndImported() throws Exception {
        amtool("silence", "add", "alertname=HighCPU", "-c", "busy");
        var exported = Files.createTempFile("silences", ".json");
        try {
            Files.writeString(exported, amtool("-o", "json", "silence", "query"));
            var id = amtool("silence", "import", "-f", exported.toString()).strip();

            assertThat(amtool("silence", "query", "-q").lines()).hasSize(2).contains(id);
        } finally {
            Files.delete(exported);
        }
    }

    @Test
    void configurationAndRoutesAreShown() throws Exception {
        assumeTrue(minorVersion() >= 27, "this amtool is older than hidden URLs of webhooks");
        api.configure(TestConfigs.read("alertmanager.yml", """
                route:
                  receiver: all
                  group_by: [alertname]
                  routes:
                  - matchers: [severity = critical]
                    receiver: pager
                receivers:
                - name: all
                - name: pager
                  webhook_configs: [{url: 'http://127.0.0.1:1/hunter2'}]
                """));

        assertThat(amtool("config", "show")).contains("receiver: pager").doesNotContain("hunter2");
        assertThat(amtool("config", "routes", "show")).contains("receiver: all", "{severity=\"critical\"}");
        assertThat(amtool("config", "routes", "test", "severity=critical").strip())
                .isEqualTo("pager");
        assertThat(amtool("-o", "extended", "cluster", "show")).contains("ready", "one", "two", "http://two:9093");
    }

    @Test
    void statusWithEveryIntegrationIsParsed() throws Exception {
        assumeTrue(minorVersion() >= 33, "this amtool supports fewer receivers");
        api.configure(TestConfigs.read("alertmanager.yml", Files.readString(ALL_RECEIVERS)));
        assertThat(amtool("config", "routes", "show")).contains("default-route  receiver: all");
        assertThat(amtool("config", "show")).contains("send_resolved").doesNotContain("hunter2");
    }

    private int minorVersion() throws Exception {
        var version = Pattern.compile("version 0\\.(\\d+)").matcher(run(List.of("--version")));
        assertThat(version.find()).as("version of amtool").isTrue();
        return Integer.parseInt(version.group(1));
    }

    private String amtool(String... arguments) throws Exception {
        var all = new ArrayList<String>();
        all.add("--alertmanager.url=" + api.url());
        all.add("--no-version-check");
        all.addAll(List.of(arguments));
        return run(all);
    }

    private String outputOf(String... arguments) throws Exception {
        var all = new ArrayList<>(List.of("--alertmanager.url=" + api.url(), "--no-version-check"));
        all.addAll(List.of(arguments));
        // An import that is refused ends with code 0.
        return amtool.orElseThrow().run(all).output();
    }

    private String run(List<String> arguments) throws Exception {
        var ran = amtool.orElseThrow().run(arguments);
        assertThat(ran.code()).as(ran.output()).isZero();
        return ran.output();
    }
}

package dev.tocsin.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.audit.AuditEntry;
import dev.tocsin.audit.AuditEntry.Actor;
import dev.tocsin.audit.AuditEntry.Outcome;
import dev.tocsin.audit.AuditEntry.Position;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuditCommandTest {
    private static final String SECRET = "https://hooks.example.org/s3cr3t";

    private final CliRunner cli = new CliRunner();

    @TempDir
    private Path dir;

    @Test
    void changesByCommandsAreRecordedBeforeTheirEffectAndWithTheirOutcome() throws IOException {
        var rules = Files.writeString(
                dir.resolve("team.yml"), "groups: [{name: g, rules: [{alert: Down, expr: up == 0}]}]\n");
        cli.run("rules", "apply", rules);
        cli.run("rules", "delete", "team/g");
        cli.run("silence-policy", "apply", Files.writeString(dir.resolve("p.yml"), "rules: []\n"));
        assertThat(cli.topics.audited)
                .extracting(
                        entry -> entry.action() + " " + entry.object() + " " + entry.outcome() + " " + entry.position())
                .containsExactly(
                        "rules.write rules/team/g ACCEPTED ",
                        "rules.write rules/team/g DONE tocsin.rules/0/0",
                        "rules.delete rules/team/g ACCEPTED ",
                        "rules.delete rules/team/g DONE tocsin.rules/0/0",
                        "config.write config/silence-policy ACCEPTED ",
                        "config.write config/silence-policy DONE tocsin.config/0/3");
        assertThat(cli.topics.audited.get(0).actor()).isEqualTo(new Actor("ann", "cli", "ann@host-1"));
        assertThat(cli.topics.audited.get(0).after()).contains("\"expr\":\"up == 0\"");
        assertThat(cli.topics.audited.get(3).before()).contains("\"alert\":\"Down\"");
    }

    @Test
    void theConfigurationIsRecordedWithoutItsSecrets() throws IOException {
        var config = Files.writeString(dir.resolve("am.yml"), """
                route: {receiver: hook}
                receivers: [{name: hook, slack_configs: [{api_url: '%s', channel: a}]}]
                """.formatted(SECRET));
        assertThat(cli.run("config", "apply", config).err()).isEmpty();
        assertThat(cli.topics.audited).hasSize(2);
        assertThat(cli.topics.audited.get(0).after()).contains("channel: a").doesNotContain("s3cr3t");
    }

    @Test
    void nothingChangesWithoutAnAuditRecordUnlessTheSettingsAllowIt() throws IOException {
        var policy = Files.writeString(dir.resolve("p.yml"), "rules: []\n");
        cli.topics.isAuditWritable = false;
        var refused = cli.run("silence-policy", "apply", policy);
        assertThat(refused.code()).isEqualTo(1);
        assertThat(refused.err())
                .contains("nothing was changed, because the audit records could not be stored: no broker");
        assertThat(cli.topics.writes).isZero();

        var lax = new CliRunner(Map.of("TOCSIN_AUDIT_REQUIRED", "false"));
        lax.topics.isAuditWritable = false;
        assertThat(lax.run("silence-policy", "apply", policy).err()).contains("no audit record was stored: no broker");
        assertThat(lax.topics.writes).isEqualTo(1);
    }

    @Test
    void listsActionsByTimeUserAndObject() {
        add("1", Duration.ofDays(8), "ann", "silence/1");
        add("2", Duration.ofHours(2), "ann", "silence/2");
        add("3", Duration.ofHours(1), "bob\u001b[31m", "rules/a/b");
        assertThat(cli.run("audit").out()).isEqualTo("""
                TIME                  WHO        HOW    FROM      ACTION  OBJECT     OUTCOME  REASON
                2026-01-01T10:00:00Z  ann        basic  10.0.0.1  change  silence/2  done
                2026-01-01T11:00:00Z  bob?[31m   basic  10.0.0.1  change  rules/a/b  done
                """.replace("bob?[31m   ", "bob?[31m  ")
                .replace("WHO        ", "WHO       ")
                .replace("ann        ", "ann       "));
        assertThat(cli.run("audit", "--since", "9d", "--who", "ann", "--output", "json")
                        .out()
                        .lines())
                .hasSize(2)
                .first()
                .asString()
                .startsWith("{\"at\":\"2025-12-24T12:00:00Z\",\"id\":\"1\",\"who\":\"ann\"");
        assertThat(cli.run("audit", "--object", "rules/").out().lines()).hasSize(2);
        for (var wrong : List.of("0", "-1")) {
            assertThat(cli.run("audit", "--limit", wrong).err())
                    .contains("--limit must be at least 1, but is " + wrong);
        }
        var limited = cli.run("audit", "--limit", "1");
        assertThat(limited.out()).contains("rules/a/b").doesNotContain("silence/2");
        assertThat(limited.err()).contains("only the newest 1 of at least 2 actions are listed");
        assertThat(cli.run("audit", "--since", "soon").code()).isEqualTo(2);
    }

    private void add(String id, Duration ago, String who, String object) {
        Instant at = CliRunner.NOW.minus(ago);
        cli.topics.audited.add(new AuditEntry(
                id,
                at,
                new Actor(who, "basic", "10.0.0.1"),
                "change",
                object,
                "",
                "",
                Outcome.DONE,
                "",
                Position.NONE,
                "one"));
    }
}

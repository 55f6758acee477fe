package dev.tocsin.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.kafka.codec.ConfigDocument;
import dev.tocsin.kafka.codec.StoredRecord;
import dev.tocsin.kafka.replica.ReplicaEntry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SilencePolicyCommandTest {
    private static final String GOOD =
            "rules: [{name: a, action: allow, matchers: ['team=\"a\"'], max_duration: 4h}]\n";

    private final CliRunner cli = new CliRunner();

    @TempDir
    private Path dir;

    @Test
    void theExampleIsValid() {
        assertThat(cli.run("silence-policy", "check", "../examples/silence-policy.yml")
                        .out())
                .isEqualTo("Checking '../examples/silence-policy.yml'  SUCCESS: 5 rules\n");
    }

    @Test
    void checkReportsAllMistakesWithTheirLines() throws IOException {
        var file = write("""
                rules:
                  - name: a
                    action: permit
                    who: {}
                    matchers: ['team=~"("', 'a=b']
                    max_duration: 0s
                    max_share_of_firing: 30
                  - name: a
                    matcher: []
                  - name: c
                    action: deny
                    min_matchers: 1
                    who: {users: [''], group: [x]}
                rule: 1
                """);
        var result = cli.run("silence-policy", "check", file);
        assertThat(result.code()).isEqualTo(1);
        assertThat(result.out().replace(file + ":", ""))
                .contains(
                        "3:13: rules[0].action is 'permit'; it must be allow, deny or require",
                        "4:5: who names nobody",
                        "5:16: ",
                        "6:19: ",
                        "7:26: ",
                        "8:5: another rule is also named 'a'",
                        "8:5: rule 'a' has no action",
                        "9:5: unknown key 'rules[1].matcher'; did you mean",
                        "11:5: rule 'c' denies all silences of its matchers",
                        "13:11: rules[2].who.users has an empty name",
                        "13:24: unknown key 'rules[2].who.group'",
                        "14:1: unknown key 'rule'");
    }

    @Test
    void applyStoresThePolicyOnceAndShowPrintsIt() throws IOException {
        var file = write(GOOD);
        assertThat(cli.run("silence-policy", "show").err()).contains("there is no silence policy");
        assertThat(cli.run("silence-policy", "apply", file).out()).isEqualTo("added     silence-policy\n");
        assertThat(cli.run("silence-policy", "apply", file).out()).isEqualTo("unchanged silence-policy\n");
        assertThat(cli.run("silence-policy", "show").out()).isEqualTo(GOOD);
        assertThat(cli.topics.writes).isEqualTo(1);
        assertThat(cli.topics.config).as("the Alertmanager configuration").isEmpty();
    }

    @Test
    void anInvalidPolicyIsNotApplied() throws IOException {
        var result = cli.run("silence-policy", "apply", write("rules: [{action: allow, max: 1}]\n"));
        assertThat(result.code()).isEqualTo(1);
        assertThat(result.err()).contains("unknown key 'rules[0].max'");
        assertThat(cli.topics.writes).isZero();
    }

    @Test
    void showTellsThatANewerPolicyWasRejected() {
        cli.topics.silencePolicy = Optional.of(new ReplicaEntry<>(
                Optional.of(new ConfigDocument(GOOD, Instant.EPOCH, "")),
                StoredRecord.EMPTY.with(new StoredRecord.Rejected("line 1: no", 7, Instant.EPOCH))));
        var result = cli.run("silence-policy", "show");
        assertThat(result.out()).isEqualTo(GOOD);
        assertThat(result.err()).contains("a newer silence policy (the record at offset 7) was rejected: line 1: no");
    }

    private Path write(String text) throws IOException {
        return Files.writeString(dir.resolve("policy.yml"), text);
    }
}

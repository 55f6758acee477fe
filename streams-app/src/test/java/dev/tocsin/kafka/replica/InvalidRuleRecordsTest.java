package dev.tocsin.kafka.replica;

import static dev.tocsin.kafka.TestRecords.TOPICS;
import static dev.tocsin.kafka.TestRecords.at;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import dev.tocsin.evaluation.promql.Features;
import dev.tocsin.evaluation.rules.RuleGroupDraft.Defaults;
import dev.tocsin.kafka.TestRecords;
import dev.tocsin.kafka.codec.Codecs;
import dev.tocsin.kafka.codec.Decoded;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Invalid records of any writer give an error quickly, and the next record is read. */
class InvalidRuleRecordsTest {
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"parentheses", "a megabyte", "a regular expression"})
    void invalidExpressionIsRejectedAndTheNextGroupIsRead(String what) {
        var expr = switch (what) {
            case "parentheses" -> "(".repeat(5_000) + "1" + ")".repeat(5_000);
            case "a megabyte" -> "a+".repeat(1 << 19) + "a";
            default -> "up{a=~\"((((x{1000}){1000}){1000}){1000})\"}";
        };
        try (var fixture = new ReplicaFixture(directory)) {
            assertTimeout(TIMEOUT, () -> {
                fixture.append(
                        TOPICS.rules().name(), at(1), "ns/bad", Codecs.RULES.encode(TestRecords.group("bad", expr)));
                fixture.append(
                        TOPICS.rules().name(),
                        at(2),
                        "ns/web",
                        Codecs.RULES.encode(TestRecords.group("web", "up == 0")));
            });
            assertThat(fixture.replica.ruleGroups().entries().get("ns/bad").rejected())
                    .isPresent();
            assertThat(fixture.replica.ruleGroups().entries().get("ns/web").value())
                    .isPresent();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"rules\": []}", "{\"interval\": \"1m\"}"})
    void recordThatSaysNothingIsNoEmptyGroup(String json) {
        try (var fixture = new ReplicaFixture(directory)) {
            fixture.appendJson(TOPICS.rules().name(), "ns/web", json);
            assertThat(fixture.replica.ruleGroups().entries().get("ns/web").rejected())
                    .hasValueSatisfying(
                            rejected -> assertThat(rejected.reason()).startsWith("has neither rules nor a name"));
            fixture.appendJson(TOPICS.rules().name(), "ns/web", "{\"name\": \"web\", \"rules\": []}");
            assertThat(fixture.replica.ruleGroups().find("ns/web")).isPresent();
        }
    }

    @Test
    void groupWithADisabledFeatureIsRejectedUntilItIsEnabled() {
        var bytes = Codecs.RULES.encode(TestRecords.group("web", "limitk(1, up)"));
        assertThat(TestRecords.VALIDATOR.ruleGroup(TOPICS, "ns/web", bytes))
                .isEqualTo(
                        new Decoded.Invalid<>("group \"web\", rule 1, \"Slow\": could not parse expression: 1:1: parse"
                                + " error: limitk() is experimental and must be enabled with"
                                + " --enable-feature=promql-experimental-functions"));
        var defaults = new Defaults(Duration.ofMinutes(1), Duration.ZERO, Features.ALL);
        var validator = new RecordValidator(defaults, TestRecords.VALIDATOR.configCheck());
        assertThat(validator.ruleGroup(TOPICS, "ns/web", bytes)).isInstanceOf(Decoded.Valid.class);
    }

    @Test
    void samplesWithLabelsOfTenMegabytesAreInvalid() {
        var json = "{\"series\": [{\"labels\": {\"a\": \"%s\"}, \"samples\": []}]}".formatted("x".repeat(10 << 20));
        assertThat(Codecs.SAMPLES.decode(json.getBytes(StandardCharsets.UTF_8)))
                .isEqualTo(new Decoded.Invalid<>("labels have 10485761 characters, but the maximum is 65536"));
    }

    @Test
    void bytesThatAreNotUtf8AreInvalid() {
        var json = "{\"series\": [{\"labels\": {\"a\": \"??\"}, \"samples\": []}]}".getBytes(StandardCharsets.UTF_8);
        for (var i = 0; i < json.length; i++) {
            json[i] = json[i] == '?' ? (byte) 0xff : json[i];
        }
        assertThat(Codecs.SAMPLES.decode(json)).isInstanceOf(Decoded.Invalid.class);
    }
}

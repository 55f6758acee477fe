package dev.tocsin.kafka.codec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.evaluation.rules.ActiveAlert;
import dev.tocsin.evaluation.rules.AlertState;
import dev.tocsin.evaluation.rules.RuleAlertState;
import dev.tocsin.evaluation.rules.RuleDraft;
import dev.tocsin.evaluation.rules.RuleGroupDraft;
import dev.tocsin.labels.Labels;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.avro.SchemaNormalization;
import org.junit.jupiter.api.Test;

/** Rule groups with and without fields that Prometheus does not have. */
class RuleCodecTest {
    private static final RuleDraft PLAIN = new RuleDraft("r", "", "1", "", "", Map.of(), Map.of());
    private static final RuleDraft WITH_STATES = new RuleDraft(
            "", "A", "up", "", "", Map.of(), Map.of(), "mimir", new RuleDraft.States("NoData", "KeepLast", 3));

    @Test
    void aGroupAsInPrometheusIsReadByOlderInstances() {
        assertThat(version(Codecs.RULES.encode(group(PLAIN)), "RuleGroupRecord"))
                .isEqualTo(1);
        assertThat(version(Codecs.RULES.encode(group(WITH_STATES)), "RuleGroupRecord"))
                .isEqualTo(2);
    }

    @Test
    void newFieldsAreKept() {
        var group = new RuleGroupDraft("ns", "g", "", "", 0, Map.of(), List.of(PLAIN, WITH_STATES), "db");
        assertThat(Codecs.RULES.decode(Codecs.RULES.encode(group))).isEqualTo(new Decoded.Valid<>(group));
    }

    /** The smallest rules of the first version, many of them, must not look like damaged records of the second one. */
    @Test
    void theSmallestRulesOfTheFirstVersionAreRead() {
        var rules = new ArrayList<RuleDraft>();
        for (var i = 0; i < 100; i++) {
            rules.add(PLAIN);
            var group = group(rules.toArray(RuleDraft[]::new));
            assertThat(Codecs.RULES.decode(Codecs.RULES.encode(group))).isEqualTo(new Decoded.Valid<>(group));
        }
    }

    @Test
    void jsonHasTheNamesOfRuleFiles() {
        var json = """
                {"name": "g", "data_source": "mimir", "rules": [{"alert": "A", "expr": "up", "data_source": "db",
                 "states": {"no_data_state": "OK", "missing_series_evals_to_resolve": "2"}}]}""";
        var read = Codecs.RULES.decode(json.getBytes(StandardCharsets.UTF_8));
        assertThat(read).isInstanceOfSatisfying(Decoded.Valid.class, valid -> {
            var group = (RuleGroupDraft) valid.value();
            assertThat(group.dataSource()).isEqualTo("mimir");
            assertThat(group.rules().get(0).dataSource()).isEqualTo("db");
            assertThat(group.rules().get(0).states()).isEqualTo(new RuleDraft.States("OK", "", 2));
        });
    }

    @Test
    void anotherStateIsRefused() {
        var json =
                "{\"name\": \"g\", \"rules\": [{\"alert\": \"A\", \"expr\": \"up\", \"states\": {\"noData\": \"OK\"}}]}";
        assertThat(Codecs.RULES.decode(json.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOfSatisfying(
                        Decoded.Invalid.class,
                        invalid -> assertThat(invalid.reason())
                                .contains("has the state 'noData', but must have only no_data_state"));
    }

    @Test
    void theStateOfAnAlertWithoutItsSeriesIsKept() {
        var firing = new AlertState.Firing(Instant.ofEpochMilli(1), Instant.ofEpochMilli(2));
        var alert = new ActiveAlert(Labels.of("alertname", "A"), Map.of(), 1, firing);
        var missing = new ActiveAlert(alert.labels(), Map.of(), 1, firing, Instant.ofEpochMilli(3));
        var state = new RuleAlertState("u", "ns/g", Instant.ofEpochMilli(4), missing);

        assertThat(Codecs.ALERT_STATE.decode(Codecs.ALERT_STATE.encode(state))).isEqualTo(new Decoded.Valid<>(state));
        assertThat(version(Codecs.ALERT_STATE.encode(state), "AlertStateRecord"))
                .isEqualTo(2);
        var there = new RuleAlertState("u", "ns/g", Instant.ofEpochMilli(4), alert);
        assertThat(version(Codecs.ALERT_STATE.encode(there), "AlertStateRecord"))
                .isEqualTo(1);
    }

    private static RuleGroupDraft group(RuleDraft... rules) {
        return new RuleGroupDraft("ns", "g", "", "", 0, Map.of(), List.of(rules));
    }

    private static int version(byte[] encoded, String record) {
        var fingerprint = ByteBuffer.wrap(encoded, 2, Long.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .getLong();
        var released = SchemaVersions.released(record);
        for (var i = 0; i < released.size(); i++) {
            if (SchemaNormalization.parsingFingerprint64(released.get(i)) == fingerprint) {
                return i + 1;
            }
        }
        return 0;
    }
}

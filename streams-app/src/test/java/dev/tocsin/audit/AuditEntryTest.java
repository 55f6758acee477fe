package dev.tocsin.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.audit.AuditEntry.Actor;
import dev.tocsin.audit.AuditEntry.Outcome;
import dev.tocsin.audit.AuditEntry.Position;
import dev.tocsin.kafka.codec.Codecs;
import dev.tocsin.limits.Limit;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class AuditEntryTest {
    private static final Instant T = Instant.parse("2026-01-01T12:00:00Z");
    private static final Actor ANN = new Actor("ann", "cli", "ann@host");
    private static final Position AT = new Position("t.rules", 0, 7);

    @Test
    void theRecordsOfAnActionAreOneEntryInAnyOrder() {
        var announced = entry("1", ANN, Outcome.ACCEPTED, Position.NONE);
        var records = new ArrayList<>(List.of(
                announced,
                announced.ended(Outcome.DONE, "", AT),
                entry("t.rules/0/7", Actor.KAFKA, Outcome.DONE, AT),
                entry("t.rules/0/7", Actor.KAFKA, Outcome.DONE, AT),
                entry("t.rules/0/8", Actor.KAFKA, Outcome.DONE, new Position("t.rules", 0, 8)),
                entry("2", ANN, Outcome.ACCEPTED, Position.NONE),
                entry("3", ANN, Outcome.REFUSED, Position.NONE)));
        var random = new Random(7);
        for (var round = 0; round < 50; round++) {
            Collections.shuffle(records, random);
            assertThat(AuditEntry.join(records))
                    .extracting(entry -> entry.id() + " " + entry.outcome())
                    .containsExactly("1 DONE", "2 ACCEPTED", "3 REFUSED", "t.rules/0/8 DONE");
        }
    }

    @Test
    void ofDifferentRecordsOfOneActionTheSameIsTakenInAnyOrder() {
        var outcomes = List.of(Outcome.ACCEPTED, Outcome.DONE, Outcome.FAILED, Outcome.REFUSED);
        var records = new ArrayList<AuditEntry>();
        for (var outcome : outcomes) {
            for (var instance : List.of("one", "two")) {
                records.add(new AuditEntry(
                        "1", T, Actor.KAFKA, "rules.write", "rules/a/b", instance, "{}", outcome, "", AT, instance));
            }
        }
        for (var one : records) {
            for (var other : records) {
                assertThat(AuditEntry.later(one, other)).isEqualTo(AuditEntry.later(other, one));
            }
        }
        assertThat(AuditEntry.join(List.of(records.get(2), records.get(3))))
                .isEqualTo(AuditEntry.join(List.of(records.get(3), records.get(2))));
    }

    @Test
    void textsAreBoundedOnceAndSayHowMuchIsMissing() {
        var most = Limit.AUDIT_TEXT.intValue();
        var long1 = new AuditEntry(
                "1", T, ANN, "a", "o", "x".repeat(most), "é".repeat(most + 5), Outcome.DONE, "", AT, "one");
        assertThat(long1.before()).hasSize(most);
        assertThat(long1.after()).isEqualTo("é".repeat(most) + " ... (5 characters more)");
        var decoded = Codecs.AUDIT.decode(Codecs.AUDIT.encode(long1)).orThrow();
        assertThat(decoded).as("a record that is read is not cut again").isEqualTo(long1);
        var liar = new AuditEntry(
                "1", T, ANN, "a", "o", "x".repeat(most * 3) + " characters more)", "", Outcome.DONE, "", AT, "one");
        assertThat(liar.before().length()).isLessThan(most + 50);
    }

    private static AuditEntry entry(String id, Actor actor, Outcome outcome, Position position) {
        return new AuditEntry(id, T, actor, "rules.write", "rules/a/b", "", "{}", outcome, "", position, "one");
    }
}

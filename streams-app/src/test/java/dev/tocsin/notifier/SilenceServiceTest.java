package dev.tocsin.notifier;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.audit.AuditEntry;
import dev.tocsin.audit.AuditEntry.Outcome;
import dev.tocsin.labels.Matcher;
import dev.tocsin.notification.silences.SilenceDraft;
import dev.tocsin.notification.silences.SilenceLimits;
import dev.tocsin.notification.silences.SilencePolicy;
import dev.tocsin.notification.silences.SilenceResult;
import dev.tocsin.notification.silences.SilenceRule;
import dev.tocsin.timing.Simulation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class SilenceServiceTest {
    static final SilenceService.Author ANN = new SilenceService.Author(
            new SilencePolicy.Requester("ann", Set.of(), Set.of()), new AuditEntry.Actor("ann", "basic", "10.0.0.7"));

    private final Simulation simulation = new Simulation(1);
    private final SimulatedLog log = new SimulatedLog(simulation);
    private final Simulation.ProcessLoop loop = simulation.new ProcessLoop();
    private final SimulatedLog.Replica replica = log.replicaOf(loop);
    private final List<AuditEntry> audited = new ArrayList<>();
    private CompletableFuture<Void> auditResult = CompletableFuture.completedFuture(null);
    private SilencePolicy policy = SilencePolicy.NONE;
    private int ids;
    private final SilenceService silenceService = new SilenceService(
            loop,
            replica,
            SilenceLimits.NONE,
            () -> "11111111-1111-4111-8111-%012d".formatted(ids++),
            new SilenceService.Supervision(
                    () -> policy, time -> List.of(), this::audit, () -> "action-" + audited.size(), "one"));

    @Test
    void completesOnceThisInstanceHasReadTheSilence() {
        var answer = silenceService.set(draft(), ANN);
        assertThat(answer).isNotDone();
        simulation.runFor(Duration.ofSeconds(1));
        assertThat(answer).isCompletedWithValueMatching(SilenceResult.Stored.class::isInstance);
        assertThat(silenceService.silences().all()).hasSize(1);
    }

    @Test
    void unknownSilenceIsReportedWithoutTheLog() {
        log.setReachable(false);
        var answer = silenceService.expire("22222222-2222-4222-8222-222222222222", ANN);
        simulation.runFor(Duration.ZERO);
        assertThat(answer).isCompletedWithValueMatching(SilenceResult.NotFound.class::isInstance);
        assertThat(audited).isEmpty();
    }

    @Test
    void failsIfTheLogCannotBeReached() {
        log.setReachable(false);
        var answer = silenceService.set(draft(), ANN);
        simulation.runFor(Duration.ofSeconds(10));
        assertThat(answer).isCompletedExceptionally();
        assertThat(silenceService.silences().all()).isEmpty();
        assertThat(audited).extracting(AuditEntry::outcome).containsExactly(Outcome.ACCEPTED, Outcome.FAILED);
    }

    @Test
    void eachChangeHasAnAuditRecordBeforeItsEffectAndOneWithItsOutcome() {
        auditResult = new CompletableFuture<>();
        var answer = silenceService.set(draft(), ANN);
        simulation.runFor(Duration.ofSeconds(1));
        assertThat(audited).extracting(AuditEntry::outcome).containsExactly(Outcome.ACCEPTED);
        assertThat(silenceService.silences().all())
                .as("no effect before the audit")
                .isEmpty();

        auditResult.complete(null);
        simulation.runFor(Duration.ofSeconds(1));
        assertThat(answer).isCompletedWithValueMatching(SilenceResult.Stored.class::isInstance);
        assertThat(audited).extracting(AuditEntry::outcome).containsExactly(Outcome.ACCEPTED, Outcome.DONE);
        var entry = audited.get(1);
        assertThat(entry.id()).isEqualTo(audited.get(0).id());
        assertThat(entry.action()).isEqualTo("silence.create");
        assertThat(entry.actor()).isEqualTo(ANN.actor());
        assertThat(entry.before()).isEmpty();
        assertThat(entry.after()).contains("\"matchers\":\"{alertname=\\\"A\\\"}\"");

        var id = silenceService.silences().all().iterator().next().id();
        silenceService.expire(id, ANN);
        simulation.runFor(Duration.ofSeconds(1));
        assertThat(audited)
                .extracting(AuditEntry::action)
                .containsExactly("silence.create", "silence.create", "silence.expire", "silence.expire");
        assertThat(audited.get(3).before()).contains(id);
        assertThat(audited.get(3).object()).isEqualTo("silence/" + id);
    }

    @Test
    void nothingChangesIfTheAuditRecordCannotBeStored() {
        auditResult = CompletableFuture.failedFuture(new IllegalStateException("no broker"));
        var answer = silenceService.set(draft(), ANN);
        simulation.runFor(Duration.ofSeconds(1));
        assertThat(answer).isCompletedWithValue(new SilenceResult.NotAudited("no broker"));
        assertThat(silenceService.silences().all()).isEmpty();
    }

    @Test
    void whatThePolicyRefusesChangesNothingAndIsAudited() {
        silenceService.set(draft(), ANN);
        simulation.runFor(Duration.ofSeconds(1));
        var silence = silenceService.silences().all().iterator().next();
        audited.clear();
        policy = new SilencePolicy(List.of(new SilenceRule(
                "nothing",
                SilenceRule.Action.DENY,
                SilenceRule.Who.EVERYBODY,
                List.of(),
                SilenceRule.Limits.NONE,
                "")));
        var created = silenceService.set(draft(), ANN);
        var expired = silenceService.expire(silence.id(), ANN);
        simulation.runFor(Duration.ofSeconds(1));
        assertThat(created).isCompletedWithValueMatching(SilenceResult.Refused.class::isInstance);
        assertThat(expired).isCompletedWithValueMatching(SilenceResult.Refused.class::isInstance);
        assertThat(silenceService.silences().all()).containsExactly(silence);
        assertThat(audited).extracting(AuditEntry::outcome).containsExactly(Outcome.REFUSED, Outcome.REFUSED);
        assertThat(audited.get(0).reason()).startsWith("silence policy: rule 'nothing'");
    }

    private CompletableFuture<Void> audit(AuditEntry entry) {
        audited.add(entry);
        return auditResult;
    }

    private SilenceDraft draft() {
        return new SilenceDraft(
                "",
                List.of(new SilenceDraft.MatcherDraft("alertname", Matcher.Op.EQUAL, "A")),
                simulation.now(),
                simulation.now().plus(Duration.ofHours(1)),
                "me",
                "",
                Map.of());
    }
}

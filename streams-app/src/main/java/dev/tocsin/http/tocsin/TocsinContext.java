package dev.tocsin.http.tocsin;

import dev.tocsin.audit.AuditEntry;
import dev.tocsin.evaluation.rules.RuleGroupDraft.Defaults;
import dev.tocsin.evaluation.samples.SeriesStore;
import dev.tocsin.evaluator.Agreement;
import dev.tocsin.evaluator.DryRun;
import dev.tocsin.evaluator.OutgoingLabels;
import dev.tocsin.evaluator.RuleGroupStatus;
import dev.tocsin.http.common.Identity;
import dev.tocsin.http.common.InstanceStatus;
import dev.tocsin.kafka.Topics;
import dev.tocsin.kafka.log.SkippedRecord;
import dev.tocsin.labels.MatcherParser;
import dev.tocsin.notification.log.ClaimHistory;
import dev.tocsin.notification.log.DeliveryStatistics;
import dev.tocsin.notification.log.Members;
import dev.tocsin.notification.log.Slot;
import dev.tocsin.notification.log.SlotState;
import dev.tocsin.notifier.Notifier;
import dev.tocsin.notifier.Sender;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * Dependencies of the resources of Tocsin's own API.
 *
 * @param recorded the history at hand
 * @param audit empty if actions are not recorded
 * @param events tells browsers of changes
 * @param matchers the notation of matchers
 * @param hasArchive whether this instance writes the archive
 * @param externalUrl the URL of this cluster in notifications
 */
public record TocsinContext(
        Identity identity,
        Supplier<InstanceStatus> status,
        Notifier notifier,
        Cluster cluster,
        Rules rules,
        Config config,
        RecordedEvents recorded,
        Optional<AuditTrail> audit,
        EventHub events,
        Testing testing,
        MatcherParser matchers,
        boolean hasArchive,
        String externalUrl,
        Duration responseTimeout,
        int maxBodyBytes) {
    /**
     * The cluster log, as this instance has read it.
     *
     * @param offset of the newest record that was read; -1 before the first one
     * @param members all members, live or not
     * @param agreement whether the other instances found the same
     * @param skipped the newest records that could not be used
     */
    public record Cluster(
            LongSupplier offset,
            Supplier<Members> members,
            Function<Slot, SlotState> slots,
            ClaimHistory claims,
            DeliveryStatistics deliveries,
            Agreement agreement,
            List<Topics.Description> topics,
            Supplier<List<SkippedRecord>> skipped) {}

    /**
     * The rules of this instance.
     *
     * @param groups in any order
     * @param problem why the newest record of a group, given by its key, is not used; empty if it is used
     * @param outgoing makes the labels of alerts those that the notifier gets
     * @param store the samples
     * @param defaults of rule groups
     * @param dryRun evaluates groups that are not in force
     */
    public record Rules(
            Supplier<List<RuleGroupStatus>> groups,
            UnaryOperator<String> problem,
            OutgoingLabels outgoing,
            SeriesStore store,
            Defaults defaults,
            DryRun dryRun) {}

    /**
     * The Alertmanager configuration and what belongs to it.
     *
     * @param appliedAt the log time since which it is in force
     * @param problem why the newest configuration is not in force; empty if it is
     */
    public record Config(Supplier<Instant> appliedAt, Supplier<String> problem) {}

    /**
     * The parts that test messages need.
     *
     * @param audit stores an audit record; its future fails if that is not possible and the settings forbid to go on without
     * @param auditIds generates the ids of actions
     * @param nanos a monotonic clock, in nanoseconds
     */
    public record Testing(
            Sender sender,
            Function<AuditEntry, CompletableFuture<Void>> audit,
            Supplier<String> auditIds,
            LongSupplier nanos) {}
}

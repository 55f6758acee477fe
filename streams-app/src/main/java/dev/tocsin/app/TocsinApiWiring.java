package dev.tocsin.app;

import dev.tocsin.config.Settings;
import dev.tocsin.evaluation.promql.engine.Engine;
import dev.tocsin.evaluation.rules.RuleEvaluationContext.Origin;
import dev.tocsin.evaluator.DryRun;
import dev.tocsin.evaluator.OutgoingLabels;
import dev.tocsin.evaluator.RuleGroupStatus;
import dev.tocsin.http.common.Identity;
import dev.tocsin.http.common.InstanceStatus;
import dev.tocsin.http.tocsin.EventHub;
import dev.tocsin.http.tocsin.EventHub.Kind;
import dev.tocsin.http.tocsin.RecordedEvents;
import dev.tocsin.http.tocsin.TocsinApi;
import dev.tocsin.http.tocsin.TocsinContext;
import dev.tocsin.kafka.log.SkippedRecord;
import dev.tocsin.kafka.replica.SlotListener;
import dev.tocsin.notification.log.Claim;
import dev.tocsin.notification.log.ClaimHistory;
import dev.tocsin.notification.log.ClaimReleased;
import dev.tocsin.notification.log.ClusterRecord;
import dev.tocsin.notification.log.DeliveryStatistics;
import dev.tocsin.notification.log.Member;
import dev.tocsin.notification.log.SlotRecord;
import dev.tocsin.notification.log.SlotState;
import dev.tocsin.notification.silences.Silence;
import dev.tocsin.notification.silences.SilenceState;
import dev.tocsin.notifier.Notifier;
import dev.tocsin.notifier.Sender;
import dev.tocsin.notifier.SilenceService.AuditLog;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** Connects Tocsin's own API with the parts of an instance: it sees each change of the shared topics. */
final class TocsinApiWiring {
    private static final Duration DRY_RUN_TIMEOUT = Duration.ofSeconds(30);

    private final Settings settings;
    private final Identity identity;
    private final KafkaWiring kafka;
    private final Sender sender;
    private final Engine engine;
    private final EventHub events;
    private final ClaimHistory claims = new ClaimHistory();
    private final DeliveryStatistics deliveries = new DeliveryStatistics();
    private final AuditReader auditReader;

    /** @param sender for test messages */
    TocsinApiWiring(Settings settings, Identity identity, KafkaWiring kafka, Sender sender, Engine engine) {
        this.sender = sender;
        this.engine = engine;
        this.settings = settings;
        this.identity = identity;
        this.kafka = kafka;
        this.auditReader = new AuditReader(kafka.topicReader());
        this.events = new EventHub(identity, kafka.replica::logOffset, System::nanoTime, this::timedState);
    }

    AuditReader auditReader() {
        return auditReader;
    }

    EventHub events() {
        return events;
    }

    /** Registers the listeners, before the replica is started. */
    void observe() {
        var replica = kafka.replica;
        var topics = kafka.topics;
        replica.view(topics.config()).onChange((key, entry) -> events.changed(Kind.CONFIG));
        replica.ruleGroups().onChange((key, entry) -> events.changed(Kind.RULES));
        replica.view(topics.alertState()).onChange((key, entry) -> events.changed(Kind.ALERTS));
        replica.view(topics.alerts()).onChange((key, entry) -> events.changed(Kind.ALERTS));
        replica.view(topics.clusterLog().silences()).onChange((key, entry) -> events.changed(Kind.SILENCES));
        replica.onSlotChange(new SlotRecords());
        replica.onLive(events::restored);
    }

    /** Sees the records of slots. */
    private final class SlotRecords implements SlotListener {
        @Override
        public void changed(SlotState state) {
            // Each change comes from a record, or is told as a restored replica.
        }

        @Override
        public void folded(SlotRecord folded) {
            claims.add(folded);
            deliveries.add(folded);
            folded.record().ifPresent(TocsinApiWiring.this::tell);
        }
    }

    private void tell(ClusterRecord record) {
        var isDelivery = !(record instanceof Claim)
                && !(record instanceof ClaimReleased released
                        && released.failure().isEmpty());
        events.changed(Kind.CLAIMS);
        if (isDelivery) {
            events.changed(Kind.SENT);
        }
    }

    /** Members and silences that begin and end by time. */
    private Object timedState() {
        var now = kafka.replica.logTime();
        var live = kafka.liveMembers().all().stream().map(Member::instance).toList();
        var active = kafka.replica.silences().all().stream()
                .filter(silence -> silence.at(now) == SilenceState.ACTIVE)
                .map(Silence::id)
                .toList();
        var starts = kafka.replica.members().all().stream()
                .map(member -> member.instance() + member.startedAt() + member.version())
                .toList();
        return List.of(live, active, starts);
    }

    /** The history at hand, with alerts as the notifier knows them. */
    RecordedEvents recorded() {
        var evaluation = settings.evaluation();
        return new RecordedEvents(
                kafka.replica::history,
                kafka.replica::deliveryDetails,
                new OutgoingLabels(evaluation.externalLabels(), evaluation.alertRelabeling()),
                settings.history());
    }

    TocsinApi api(
            Supplier<InstanceStatus> status,
            Notifier notifier,
            CurrentConfig config,
            Supplier<List<RuleGroupStatus>> ruleGroups,
            UnaryOperator<String> ruleGroupProblem,
            Supplier<List<SkippedRecord>> skippedRecords,
            AuditLog audit) {
        var evaluation = settings.evaluation();
        return new TocsinApi(new TocsinContext(
                identity,
                status,
                notifier,
                new TocsinContext.Cluster(
                        kafka.replica::logOffset,
                        kafka.replica::members,
                        kafka.replica::slot,
                        claims,
                        deliveries,
                        kafka.agreement,
                        kafka.topics.descriptions(),
                        skippedRecords),
                new TocsinContext.Rules(
                        ruleGroups,
                        ruleGroupProblem,
                        new OutgoingLabels(evaluation.externalLabels(), evaluation.alertRelabeling()),
                        kafka.store,
                        evaluation.groupDefaults(),
                        new DryRun(
                                engine,
                                kafka.store,
                                new Origin(
                                        evaluation.externalLabels(),
                                        settings.http().externalUrl()),
                                System::nanoTime,
                                DRY_RUN_TIMEOUT)),
                new TocsinContext.Config(config::appliedAt, config::problem),
                recorded(),
                settings.audit().enabled() ? Optional.of(auditReader) : Optional.empty(),
                events,
                new TocsinContext.Testing(
                        sender, audit::write, () -> UUID.randomUUID().toString(), System::nanoTime),
                settings.matchers(),
                settings.archive().isPresent(),
                settings.http().externalUrl().toString(),
                settings.http().responseTimeout(),
                settings.http().maxBodyBytes()));
    }
}

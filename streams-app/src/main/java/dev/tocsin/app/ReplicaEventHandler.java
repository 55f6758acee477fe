package dev.tocsin.app;

import dev.tocsin.alerts.PostedAlert;
import dev.tocsin.evaluation.rules.RuleGroup;
import dev.tocsin.evaluator.Scheduler;
import dev.tocsin.kafka.Topics;
import dev.tocsin.kafka.codec.ConfigDocument;
import dev.tocsin.kafka.log.RecordBatch;
import dev.tocsin.kafka.replica.Replica;
import dev.tocsin.kafka.replica.ReplicaEntry;
import dev.tocsin.kafka.replica.ReplicaView;
import dev.tocsin.notification.routing.AlertingConfig;
import dev.tocsin.notifier.Notifier;
import dev.tocsin.timing.EventLog;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Passes changes of the replica to the scheduler and the notifier, and opens both when the replica is live. */
final class ReplicaEventHandler {
    private static final Logger LOG = LoggerFactory.getLogger(ReplicaEventHandler.class);

    private final Replica replica;
    private final CurrentConfig config;
    private final CurrentSilencePolicy policy;
    private final CurrentDataSources dataSources;
    private final Notifier notifier;
    private final Scheduler scheduler;
    private final SeriesFilter seriesFilter;
    private final CurrentSources sources;
    private final EventLog events = new EventLog(LOG, System::nanoTime);
    private boolean opened;

    ReplicaEventHandler(
            Replica replica,
            CurrentConfig config,
            CurrentSilencePolicy policy,
            CurrentDataSources dataSources,
            Notifier notifier,
            Scheduler scheduler,
            SeriesFilter seriesFilter,
            CurrentSources sources) {
        this.replica = replica;
        this.config = config;
        this.policy = policy;
        this.dataSources = dataSources;
        this.notifier = notifier;
        this.scheduler = scheduler;
        this.seriesFilter = seriesFilter;
        this.sources = sources;
    }

    /** Each kind of change has this one listener; no listener depends on another. */
    void register(Topics topics) {
        replica.view(topics.config()).onChange(this::configChanged);
        replica.ruleGroups().onChange(this::ruleGroupChanged);
        replica.onSlotChange(notifier::slotChanged);
        replica.view(topics.alertState())
                .onChange((key, entry) -> scheduler.alertStateChanged(key, entry.flatMap(ReplicaEntry::value)));
        replica.view(topics.alerts()).onChange(new PostedAlertListener(notifier));
        replica.onLive(this::open);
    }

    private record PostedAlertListener(Notifier notifier) implements ReplicaView.ChangeListener<PostedAlert> {
        @Override
        public void changed(String fingerprint, Optional<ReplicaEntry<PostedAlert>> entry) {
            changed(fingerprint, entry, Optional.empty());
        }

        @Override
        public void changed(
                String fingerprint, Optional<ReplicaEntry<PostedAlert>> entry, Optional<RecordBatch> batch) {
            entry.flatMap(ReplicaEntry::value).ifPresent(posted -> notifier.receivePosted(posted.alert(), batch));
        }
    }

    /** All alerts have been announced by now, so the groups are complete before the first flush. */
    private void open() {
        if (!opened) {
            opened = true;
            policy.open();
            sources.open();
            var groups = replica.ruleGroups().values();
            groups.forEach(group -> seriesFilter.ruleGroupChanged(group.key(), Optional.of(group)));
            scheduler.open(groups, notifier::open);
            LOG.atInfo()
                    .addKeyValue("ruleGroups", groups.size())
                    .addKeyValue("silences", replica.silences().all().size())
                    .addKeyValue("notificationLog", replica.slots().size())
                    .log("Ready: the replica of the shared topics is whole");
        }
    }

    private void configChanged(String key, Optional<ReplicaEntry<ConfigDocument>> entry) {
        // Documents under other keys are skipped and say nothing about the current configuration.
        if (key.equals(ConfigDocument.KEY)) {
            config.apply(entry);
            config.current().ifPresentOrElse(this::configure, this::removeConfiguration);
        } else if (key.equals(ConfigDocument.SILENCE_POLICY)) {
            policy.apply(entry);
        } else if (key.equals(ConfigDocument.SOURCES)) {
            sources.apply(entry);
        } else if (key.equals(ConfigDocument.DATA_SOURCES)) {
            dataSources.apply(entry);
        }
    }

    private void configure(AlertingConfig next) {
        notifier.configure(next);
        events.info(
                "Configuration in force",
                details -> details.addKeyValue("appliedAt", config.appliedAt())
                        .addKeyValue("routes", next.tree().all().size())
                        .addKeyValue("receivers", next.receivers().size()));
    }

    private void removeConfiguration() {
        notifier.removeConfiguration();
        events.info("Configuration removed", details -> details);
    }

    private void ruleGroupChanged(String key, Optional<ReplicaEntry<RuleGroup>> entry) {
        if (entry.isEmpty()) {
            seriesFilter.ruleGroupChanged(key, Optional.empty());
            scheduler.remove(key, replica.logTime());
            logRuleGroup("Rule group removed", key);
        }
        // An invalid record does not remove the group: its last valid version stays.
        entry.ifPresent(now -> now.value().ifPresent(group -> {
            seriesFilter.ruleGroupChanged(key, Optional.of(group));
            scheduler.put(group, now.appendedAt());
            logRuleGroup("Rule group in force", key);
        }));
    }

    /** Groups that were there at the start are counted in one line. */
    private void logRuleGroup(String event, String key) {
        if (opened) {
            events.info(event, details -> details.addKeyValue("group", key));
        }
    }
}

package dev.tocsin.app;

import dev.tocsin.alerts.PostedAlert;
import dev.tocsin.evaluation.rules.RuleAlertState;
import dev.tocsin.evaluation.rules.RuleGroup;
import dev.tocsin.evaluator.Scheduler;
import dev.tocsin.kafka.codec.ConfigDocument;
import dev.tocsin.kafka.replica.Replica;
import dev.tocsin.kafka.replica.ReplicaEntry;
import dev.tocsin.kafka.replica.ReplicaListener;
import dev.tocsin.labels.Fingerprint;
import dev.tocsin.notification.log.SlotState;
import dev.tocsin.notifier.Notifier;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Carries what the shared topics say to the two halves of the instance, and opens both once the replica is whole. */
final class ReplicaEventHandler implements ReplicaListener {
    private static final Logger LOG = LoggerFactory.getLogger(ReplicaEventHandler.class);

    private static final Pattern ALERT_STATE_KEY = Pattern.compile(".+/[0-9a-f]{16}", Pattern.DOTALL);

    private final Replica replica;
    private final CurrentConfig config;
    private final Notifier notifier;
    private final Scheduler scheduler;
    private boolean opened;

    ReplicaEventHandler(Replica replica, CurrentConfig config, Notifier notifier, Scheduler scheduler) {
        this.replica = replica;
        this.config = config;
        this.notifier = notifier;
        this.scheduler = scheduler;
    }

    /** All that is known has been told by now; groups are complete before the first of them is flushed. */
    @Override
    public void live() {
        if (!opened) {
            opened = true;
            var groups = currentRuleGroups();
            scheduler.open(groups, notifier::open);
            LOG.atInfo()
                    .addKeyValue("ruleGroups", groups.size())
                    .addKeyValue("silences", replica.silences().all().size())
                    .addKeyValue("notificationLog", replica.slots().size())
                    .log("Ready: the replica of the shared topics is whole");
        }
    }

    @Override
    public void slotChanged(SlotState now) {
        notifier.slotChanged(now);
    }

    @Override
    public void configChanged(String name, Optional<ReplicaEntry<ConfigDocument>> now) {
        // Other names are refused and listed as skipped; they say nothing about the one that is in force.
        if (name.equals(CurrentConfig.KEY)) {
            config.apply(now).ifPresent(notifier::configure);
        }
    }

    @Override
    public void externalAlertChanged(String fingerprint, Optional<PostedAlert> now) {
        now.ifPresent(external -> notifier.receive(List.of(external.alert())));
    }

    @Override
    public void ruleGroupChanged(String key, Optional<ReplicaEntry<RuleGroup>> now) {
        if (now.isEmpty()) {
            scheduler.remove(key, replica.logTime());
        }
        // A record that can not be used removes nothing: the group that is in force stays.
        now.ifPresent(entry -> entry.value().ifPresent(group -> scheduler.put(group, entry.since())));
    }

    @Override
    public void alertStateChanged(String key, Optional<RuleAlertState> now) {
        var end = key.lastIndexOf('/');
        if (ALERT_STATE_KEY.matcher(key).matches()) {
            scheduler.alertStateChanged(key.substring(0, end), Fingerprint.parse(key.substring(end + 1)));
        }
    }

    private List<RuleGroup> currentRuleGroups() {
        return replica.ruleGroups().values().stream()
                .flatMap(entry -> entry.value().stream())
                .toList();
    }
}

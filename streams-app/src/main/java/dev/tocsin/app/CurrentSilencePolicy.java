package dev.tocsin.app;

import dev.tocsin.config.SilencePolicyReader;
import dev.tocsin.kafka.codec.ConfigDocument;
import dev.tocsin.kafka.codec.StoredRecord;
import dev.tocsin.kafka.replica.ReplicaEntry;
import dev.tocsin.notification.silences.SilencePolicy;
import dev.tocsin.notification.silences.SilenceRule;
import dev.tocsin.notification.silences.SilenceRule.Action;
import dev.tocsin.notification.silences.SilenceRule.Limits;
import dev.tocsin.notification.silences.SilenceRule.Who;
import dev.tocsin.telemetry.Telemetry;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The silence policy in force on this instance, and the problem of a newer one that is not. Nothing is allowed until the
 * policy is known.
 */
final class CurrentSilencePolicy {
    private static final Logger LOG = LoggerFactory.getLogger(CurrentSilencePolicy.class);

    private volatile Optional<SilencePolicy> current = Optional.empty();
    private volatile String problem = "";

    SilencePolicy current() {
        return current.orElseGet(() -> refusing("this instance has not read the silence policy yet: try again"));
    }

    /** Returns why the newest document is not in force; empty if it is. */
    String problem() {
        return problem;
    }

    /** Everything is allowed from now on, unless the topic has a policy. */
    void open() {
        current = current.or(() -> Optional.of(SilencePolicy.NONE));
    }

    /** Applies the document in force, and remembers the problem of a newer one that was rejected. */
    void apply(Optional<ReplicaEntry<ConfigDocument>> entry) {
        problem = entry.flatMap(ReplicaEntry::rejected)
                .map(StoredRecord.Rejected::reason)
                .map(reason -> "silence policy: " + reason)
                .orElse("");
        if (!problem.isEmpty()) {
            LOG.atWarn()
                    .addKeyValue("reason", problem)
                    .log("The new silence policy is not valid; the last valid one stays in force");
        }
        current = Optional.of(entry.map(CurrentSilencePolicy::policy).orElse(SilencePolicy.NONE));
    }

    void registerMetrics(Telemetry telemetry) {
        telemetry.gauge(
                "tocsin_silence_policy_rules",
                "Rules of the silence policy in force",
                () -> current().rules().size());
        telemetry.gauge(
                "tocsin_silence_policy_valid",
                "Whether the newest silence policy is in force (1) or was rejected (0)",
                () -> problem.isEmpty() ? 1 : 0);
    }

    // A policy that cannot be read must not allow everything.
    private static SilencePolicy policy(ReplicaEntry<ConfigDocument> entry) {
        return entry.value()
                .map(document -> SilencePolicyReader.read(ConfigDocument.SILENCE_POLICY, document.document()))
                .orElseGet(() -> refusing("the silence policy is not valid, and this instance knows no older one:"
                        + " apply a valid one with 'tocsin silence-policy apply'"));
    }

    private static SilencePolicy refusing(String reason) {
        return new SilencePolicy(
                List.of(new SilenceRule("no policy", Action.DENY, Who.EVERYBODY, List.of(), Limits.NONE, reason)));
    }
}

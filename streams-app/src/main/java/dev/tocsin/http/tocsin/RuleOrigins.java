package dev.tocsin.http.tocsin;

import dev.tocsin.alerts.Alert;
import dev.tocsin.evaluation.rules.ActiveAlert;
import dev.tocsin.evaluation.rules.AlertState;
import dev.tocsin.evaluator.OutgoingLabels;
import dev.tocsin.evaluator.RuleGroupStatus;
import dev.tocsin.labels.Fingerprint;
import dev.tocsin.notification.listing.ListedAlert.RuleOrigin;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The rules of alerts, as the notifier knows the alerts: with external labels and after relabeling.
 *
 * @param pending pending alerts; they start when the condition began to hold
 * @param firing firing and resolved alerts
 */
record RuleOrigins(Map<Alert, RuleOrigin> pending, Map<Fingerprint, RuleOrigin> firing) {
    static RuleOrigins of(Collection<RuleGroupStatus> groups, OutgoingLabels outgoing) {
        var origins = new RuleOrigins(new LinkedHashMap<>(), new HashMap<>());
        for (var status : groups) {
            for (var rule : status.group().alertingRules()) {
                for (var alert : status.state().of(rule).alerts().values()) {
                    var origin = new RuleOrigin(
                            status.group().namespace(), status.group().name(), rule.name(), alert.value());
                    origins.add(alert, origin, outgoing);
                }
            }
        }
        return origins;
    }

    private void add(ActiveAlert alert, RuleOrigin origin, OutgoingLabels outgoing) {
        outgoing.of(alert.labels()).ifPresent(labels -> {
            if (alert.state().kind() == AlertState.Kind.PENDING) {
                var since = alert.state().times().activeAt();
                pending.put(new Alert(labels, alert.annotations(), since, Alert.NO_END, "", since), origin);
            } else {
                firing.put(labels.fingerprint(), origin);
            }
        });
    }
}

package dev.tocsin.local.cluster;

import dev.tocsin.config.alertmanager.AlertmanagerConfigReader;
import dev.tocsin.labels.Labels;
import dev.tocsin.labels.MatcherParser;
import dev.tocsin.notification.log.Member;
import dev.tocsin.notification.log.Members;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Computes the preferred instance of an alert's slot. */
final class PreferredInstance {
    private PreferredInstance() {}

    /** @param live the live instances */
    static InstanceProcess of(String config, List<InstanceProcess> live, Labels alert) {
        var alerting = AlertmanagerConfigReader.read(
                        "test", config, new AlertmanagerConfigReader.ParseOptions(Map.of(), MatcherParser.FALLBACK))
                .config();
        var route = alerting.tree().match(alert).get(0);
        var receiver = alerting.receiver(route);
        var slot = receiver.slot(
                route.groupKey(route.groupLabels(alert)),
                receiver.integrations().get(0));
        var members = Members.of(live.stream()
                .map(one -> new Member(one.id(), Instant.EPOCH, "", "", false, Instant.EPOCH))
                .toList());
        return live.stream()
                .filter(one -> members.isPreferred(one.id(), slot))
                .findFirst()
                .orElseThrow();
    }
}

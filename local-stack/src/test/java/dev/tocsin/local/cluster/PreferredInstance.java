package dev.tocsin.local.cluster;

import dev.tocsin.config.alertmanager.AlertmanagerConfigReader;
import dev.tocsin.labels.Labels;
import dev.tocsin.notification.log.Member;
import dev.tocsin.notification.log.Members;
import java.time.Instant;
import java.util.List;

/** Who goes first, all being well, to tell of an alert. */
final class PreferredInstance {
    private PreferredInstance() {}

    /** @param among those who are live */
    static InstanceProcess of(String config, List<InstanceProcess> among, Labels alert) {
        var alerting = AlertmanagerConfigReader.read("test", config);
        var route = alerting.tree().match(alert).get(0);
        var receiver = alerting.receiver(route);
        var slot = receiver.slot(
                route.groupKey(route.groupLabels(alert)),
                receiver.integrations().get(0));
        var members = Members.of(among.stream()
                .map(one -> new Member(one.id(), Instant.EPOCH, "", "", false, Instant.EPOCH))
                .toList());
        var first = members.preferred(slot).orElseThrow().instance();
        return among.stream().filter(one -> one.id().equals(first)).findFirst().orElseThrow();
    }
}

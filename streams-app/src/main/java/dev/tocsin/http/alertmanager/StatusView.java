package dev.tocsin.http.alertmanager;

import dev.tocsin.http.common.ApiTime;
import dev.tocsin.http.common.Identity;
import dev.tocsin.http.common.InstanceStatus;
import java.util.Comparator;
import java.util.List;

/**
 * Status of an instance in the API.
 *
 * @param uptime the start time; Alertmanager's API calls it uptime
 * @param tocsin fields that Alertmanager does not have
 */
record StatusView(Cluster cluster, Config config, String uptime, Version versionInfo, Tocsin tocsin) {
    record Cluster(String name, List<Peer> peers, String status) {}

    record Peer(String address, String name) {}

    record Config(String original) {}

    /** @param version the version of Alertmanager whose API this is; clients decide by it which features they use */
    record Version(
            String branch, String buildDate, String buildUser, String goVersion, String revision, String version) {}

    record Tocsin(
            String instance,
            String version,
            boolean ready,
            List<String> notReady,
            List<String> degraded,
            boolean isolated,
            String configProblem,
            long skippedRecords) {
        static Tocsin of(Identity identity, InstanceStatus status) {
            return new Tocsin(
                    identity.instance(),
                    identity.version(),
                    status.isReady(),
                    status.notReady(),
                    status.degraded(),
                    status.isolated(),
                    status.configProblem(),
                    status.skippedRecords());
        }
    }

    static StatusView of(Identity identity, InstanceStatus status, String config) {
        var peers = status.members().all().stream()
                .map(member -> new Peer(member.address(), member.instance()))
                .sorted(Comparator.comparing(Peer::name))
                .toList();
        var cluster = new Cluster(identity.instance(), peers, status.isReady() ? "ready" : "settling");
        return new StatusView(
                cluster,
                new Config(config),
                ApiTime.millis(identity.startedAt()),
                new Version("", "", "", "", "tocsin-" + identity.version(), AlertmanagerApi.VERSION),
                Tocsin.of(identity, status));
    }
}

package dev.tocsin.http.alertmanager;

import dev.tocsin.http.common.ApiTime;
import dev.tocsin.http.common.Identity;
import dev.tocsin.http.common.InstanceStatus;
import dev.tocsin.notification.log.Member;
import java.util.Comparator;
import java.util.List;

/**
 * The status of an instance in the API.
 *
 * @param uptime since when, in spite of its name
 * @param tocsin what Alertmanager's status has no place for
 */
record StatusView(Cluster cluster, Config config, String uptime, Version versionInfo, Tocsin tocsin) {
    record Cluster(String name, List<Peer> peers, String status) {}

    record Peer(String address, String name) {
        static Peer of(Member member) {
            return new Peer(member.address(), member.instance());
        }
    }

    record Config(String original) {}

    /** @param version that of the Alertmanager whose API this is, since clients decide by it what they may ask */
    record Version(
            String branch, String buildDate, String buildUser, String goVersion, String revision, String version) {
        static Version of(Identity identity) {
            return new Version("", "", "", "", "tocsin-" + identity.version(), AlertmanagerApi.VERSION);
        }
    }

    record Tocsin(
            String instance,
            String version,
            boolean ready,
            List<String> notReady,
            boolean isolated,
            String configProblem,
            long skippedRecords) {
        static Tocsin of(Identity identity, InstanceStatus condition) {
            return new Tocsin(
                    identity.instance(),
                    identity.version(),
                    condition.isReady(),
                    condition.notReady(),
                    condition.isolated(),
                    condition.configProblem(),
                    condition.skippedRecords());
        }
    }

    static StatusView of(Identity identity, InstanceStatus condition, String config) {
        var peers = condition.members().all().stream()
                .map(Peer::of)
                .sorted(Comparator.comparing(Peer::name))
                .toList();
        var cluster = new Cluster(identity.instance(), peers, condition.isReady() ? "ready" : "settling");
        return new StatusView(
                cluster,
                new Config(config),
                ApiTime.millis(identity.startedAt()),
                Version.of(identity),
                Tocsin.of(identity, condition));
    }
}

package dev.tocsin.local.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.local.broker.Broker;
import dev.tocsin.local.broker.WithBroker;
import java.nio.file.Files;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * Two instances with a heap of 256 MB under hostile load: every unbounded input at once, slow clients, broken receivers.
 * {@code -Dsoak=600} runs it for 600 seconds.
 */
@Tag("slow")
@WithBroker
@EnabledIfSystemProperty(named = "soak", matches = "[0-9]+", disabledReason = "takes ten minutes: -Dsoak=600")
class HostileLoadTest {
    private static final Duration NOTIFICATION_TARGET = Duration.ofSeconds(2);
    private static final Duration REPORT_INTERVAL = Duration.ofSeconds(30);
    private static final double LATENESS_TARGET_SECONDS = 2;
    private static final long LOG_BYTES_TARGET = 5_000_000;

    private final InstantSource clock = InstantSource.system();

    @Test
    void instancesStayAliveAndNotifyInTime(Broker broker) throws Exception {
        try (var cluster = HostileLoadCluster.start(broker);
                var canaries = new CanaryAlerts(cluster);
                var clients = new HostileClients(cluster)) {
            canaries.start();
            clients.start();
            var end = clock.instant().plusSeconds(Long.getLong("soak"));
            while (clock.instant().isBefore(end)) {
                LockSupport.parkNanos(REPORT_INTERVAL.toNanos());
                System.out.println(canaries.summary());
            }
            System.out.println(clients.summary());
            assertTargets(cluster, canaries);
        }
    }

    private static void assertTargets(HostileLoadCluster cluster, CanaryAlerts canaries) throws Exception {
        for (var instance : cluster.instances()) {
            assertThat(instance.isAlive()).as(() -> instance.id() + " is alive").isTrue();
            var bytes = Files.size(instance.log());
            System.out.printf(
                    "%s: log %,d bytes, lateness p99 %s s%n", instance.id(), bytes, cluster.latenessSeconds(instance));
            assertThat(bytes).as("bytes of the log of " + instance.id()).isLessThan(LOG_BYTES_TARGET);
            assertThat(cluster.latenessSeconds(instance))
                    .as("lateness of evaluations of " + instance.id())
                    .isLessThan(LATENESS_TARGET_SECONDS);
        }
        assertThat(canaries.lost()).as(canaries.summary()).isZero();
        assertThat(canaries.delayQuantile(0.99)).as(canaries.summary()).isLessThan(NOTIFICATION_TARGET);
    }
}

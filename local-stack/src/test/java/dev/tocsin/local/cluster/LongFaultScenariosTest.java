package dev.tocsin.local.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tocsin.local.cluster.FaultInjectionCluster.ClusterSpec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * Long fault scenarios with default settings. {@code -Dfaults=long} runs all; a list of test methods, such as
 * {@code -Dfaults=rollingRestart,clockJumps}, runs those.
 */
@Tag("slow")
@EnabledIfSystemProperty(named = "faults", matches = ".+", disabledReason = "takes half an hour: -Dfaults=long")
class LongFaultScenariosTest {
    private static final Duration LEASE = Duration.ofSeconds(10);
    private static final long SEED = Long.getLong("faults.seed", System.nanoTime());

    private FaultInjectionCluster cluster;
    private FaultScenarios scenarios;

    @AfterEach
    void stop() {
        if (cluster != null) {
            cluster.close();
        }
    }

    @Test
    void killsAtRandom() throws Exception {
        startCluster("killsAtRandom", ClusterSpec.DEFAULT);
        print("kill -9 at random, 20 times", scenarios.randomKills(20));
    }

    @Test
    void pauses() throws Exception {
        startCluster("pauses", ClusterSpec.DEFAULT);
        print(
                "SIGSTOP for 3, 10, 25 s",
                scenarios.pausedInstances(Duration.ofSeconds(3), Duration.ofSeconds(10), Duration.ofSeconds(25)));
    }

    @Test
    void brokerGone() throws Exception {
        startCluster("brokerGone", ClusterSpec.DEFAULT);
        print("broker killed, back after 5 s", scenarios.brokerOutage(Duration.ofSeconds(5)));
        print("broker killed, back after 60 s", scenarios.brokerOutage(Duration.ofSeconds(60)));
        print("broker killed, back after 5 min", scenarios.brokerOutage(Duration.ofMinutes(5)));
    }

    @Test
    void brokerGoneAndHold() throws Exception {
        startCluster("brokerGoneAndHold", ClusterSpec.DEFAULT.withSettings("isolation: {policy: hold}\n"));
        var stats = scenarios.brokerOutage(Duration.ofSeconds(60));
        print("broker killed, back after 60 s, policy hold", stats);
        assertThat(stats.duplicated()).as("%s", stats).isZero();
        assertThat(stats.sentWithoutClaim()).as("%s", stats).isZero();
    }

    @Test
    void brokersDiskGone() throws Exception {
        startCluster("brokersDiskGone", ClusterSpec.DEFAULT);
        print("broker killed, back with an empty disk", scenarios.brokerDiskLost());
    }

    @Test
    void cutFromKafka() throws Exception {
        startCluster("cutFromKafka", ClusterSpec.DEFAULT);
        print("one instance cut off from Kafka for 60 s", scenarios.instanceCutFromKafka(Duration.ofSeconds(60)));
    }

    @Test
    void cutFromReceiver() throws Exception {
        startCluster("cutFromReceiver", ClusterSpec.DEFAULT);
        print(
                "one instance cut off from the receiver for 40 s",
                scenarios.instanceCutFromReceiver(Duration.ofSeconds(40)));
    }

    @Test
    void rollingRestart() throws Exception {
        startCluster("rollingRestart", ClusterSpec.DEFAULT);
        print("rolling restart of all", scenarios.rollingRestart());
    }

    @Test
    void threeBrokers() throws Exception {
        startCluster("threeBrokers", ClusterSpec.DEFAULT.withBrokers(3));
        for (var broker = 0; broker < 3; broker++) {
            print("one of three brokers killed, number " + (broker + 1), scenarios.oneBrokerKilled(broker));
        }
    }

    @Test
    void fullDisk() throws Exception {
        var mounts = new Path[1];
        startCluster(
                "fullDisk",
                ClusterSpec.DEFAULT.withPreparation(folder -> mounts[0] = smallDisk(folder.resolve("tocsin-2"))));
        cluster.afterClose(() -> run("umount", mounts[0].toString()));
        var filler = mounts[0].resolve("filler");
        var stats = scenarios.withoutDuplicates(() -> {
            fill(filler);
            FaultScenarios.sleep(Duration.ofSeconds(60));
            Files.delete(filler);
            cluster.awaitReady();
        });
        print("state disk of one instance full for 60 s", stats);
    }

    @Test
    void clockJumps() throws Exception {
        var library = fakeTime();
        assumeTrue(library.isPresent(), "libfaketime not found: install it, or use -Dfaults.faketime=FILE");
        startCluster("clockJumps", ClusterSpec.DEFAULT);
        var offset = cluster.instance(1).workingFolder().resolve("offset");
        Files.writeString(offset, "+0");
        cluster.instance(1)
                .withEnvironment("LD_PRELOAD", library.get().toString())
                .withEnvironment("FAKETIME_TIMESTAMP_FILE", offset.toString())
                .withEnvironment("FAKETIME_NO_CACHE", "1")
                .withEnvironment("FAKETIME_DONT_FAKE_MONOTONIC", "1")
                .kill();
        cluster.restore();
        var stats = scenarios.withoutDuplicates(() -> {
            for (var jump : new String[] {"+120", "-120", "+3600", "+0"}) {
                FaultScenarios.sleep(Duration.ofSeconds(5));
                Files.writeString(offset, jump);
                FaultScenarios.sleep(Duration.ofSeconds(10));
            }
        });
        print("clock of one instance jumps by +2 min, -4 min, +1 h, back", stats);
    }

    @Test
    void bursts() throws Exception {
        startCluster("bursts", ClusterSpec.DEFAULT);
        print("warm", scenarios.bursts(100));
        print("2,000 new groups at once", scenarios.bursts(2000));
    }

    @Test
    void steady() throws Exception {
        startCluster("steady", ClusterSpec.DEFAULT);
        print("10,000 groups, 40 a second", scenarios.steadyLoad(10_000, 40));
    }

    @Test
    void senderKilledBeforeFlush() throws Exception {
        startCluster("senderKilledBeforeFlush", ClusterSpec.DEFAULT);
        var stats = scenarios.senderKilled(10, Duration.ofMillis(800));
        print("sender killed 0.2 s before the flush, 10 times", stats);
        assertThat(stats.duplicated()).isZero();
        assertThat(stats.maxDelay()).isLessThan(Duration.ofSeconds(2));
    }

    @Test
    void senderKilledWhileSending() throws Exception {
        startCluster("senderKilledWhileSending", ClusterSpec.DEFAULT);
        var stats = scenarios.senderKilledWhileSending(5);
        print("sender killed while it waits for the receiver, 5 times", stats);
        assertThat(stats.duplicated()).isLessThanOrEqualTo(5);
        assertThat(stats.duplicatesWithSameKey()).isEqualTo(stats.duplicated());
    }

    private void startCluster(String name, ClusterSpec spec) {
        var selected = System.getProperty("faults");
        assumeTrue(
                selected.equals("long") || Arrays.asList(selected.split(",")).contains(name),
                "not selected by -Dfaults");
        cluster = FaultInjectionCluster.start(spec);
        scenarios = new FaultScenarios(cluster, SEED, LEASE);
    }

    private static void print(String scenario, NotificationStats stats) {
        System.out.printf("FAULT %s (-Dfaults.seed=%d): %s%n", scenario, SEED, stats);
    }

    private static Optional<Path> fakeTime() {
        return Stream.of(
                        System.getProperty("faults.faketime", ""),
                        "/usr/lib/x86_64-linux-gnu/faketime/libfaketimeMT.so.1",
                        "/usr/lib/aarch64-linux-gnu/faketime/libfaketimeMT.so.1")
                .filter(file -> !file.isEmpty())
                .map(Path::of)
                .filter(Files::exists)
                .findFirst();
    }

    private static Path smallDisk(Path folder) {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        var mounted = run("mount", "-t", "tmpfs", "-o", "size=200m", "tmpfs", folder.toString());
        assumeTrue(mounted, "a small disk cannot be mounted: this needs root");
        return folder;
    }

    private static boolean run(String... command) {
        try {
            var process = new ProcessBuilder(command).redirectErrorStream(true).start();
            return process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static void fill(Path file) throws IOException {
        var block = new byte[64 * 1024];
        try (var out = Files.newOutputStream(file)) {
            while (true) {
                out.write(block);
            }
        } catch (IOException full) {
            assertThat(full).hasMessageContaining("space");
        }
    }
}

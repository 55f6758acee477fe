package dev.tocsin.local.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tocsin.local.cluster.FaultyCluster.Shape;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * The faults that take long, with the settings that users have. {@code -Dfaults=long} runs them all; as many words as
 * there are tests, of which each may be named, as in {@code -Dfaults=rollingRestart,clockJumps}, run those.
 */
@EnabledIfSystemProperty(named = "faults", matches = ".+", disabledReason = "takes half an hour: -Dfaults=long")
class LongFaultsTest {
    private static final Duration LEASE = Duration.ofSeconds(10);
    private static final long SEED = Long.getLong("faults.seed", System.nanoTime());

    private FaultyCluster cluster;
    private Faults faults;

    @AfterEach
    void stop() {
        if (cluster != null) {
            cluster.close();
        }
    }

    @Test
    void killsAtRandom() throws Exception {
        begin("killsAtRandom", Shape.USUAL);
        say("kill -9 at random, 20 times", faults.killsAtRandom(20));
    }

    @Test
    void pauses() throws Exception {
        begin("pauses", Shape.USUAL);
        say(
                "SIGSTOP for 3, 10, 25 s",
                faults.pauses(Duration.ofSeconds(3), Duration.ofSeconds(10), Duration.ofSeconds(25)));
    }

    @Test
    void brokerGone() throws Exception {
        begin("brokerGone", Shape.USUAL);
        say("broker killed, back after 5 s", faults.brokerGone(Duration.ofSeconds(5)));
        say("broker killed, back after 60 s", faults.brokerGone(Duration.ofSeconds(60)));
        say("broker killed, back after 5 min", faults.brokerGone(Duration.ofMinutes(5)));
    }

    @Test
    void brokerGoneAndHold() throws Exception {
        begin("brokerGoneAndHold", Shape.USUAL.with("isolation: {policy: hold}\n"));
        var tally = faults.brokerGone(Duration.ofSeconds(60));
        say("broker killed, back after 60 s, policy hold", tally);
        assertThat(tally.duplicated()).as("%s", tally).isZero();
        assertThat(tally.isolated()).as("%s", tally).isZero();
    }

    @Test
    void brokersDiskGone() throws Exception {
        begin("brokersDiskGone", Shape.USUAL);
        say("broker killed, back with an empty disk", faults.brokersDiskGone());
    }

    @Test
    void cutFromKafka() throws Exception {
        begin("cutFromKafka", Shape.USUAL);
        say("one instance cut off from Kafka for 60 s", faults.cutFromKafka(Duration.ofSeconds(60)));
    }

    @Test
    void cutFromReceiver() throws Exception {
        begin("cutFromReceiver", Shape.USUAL);
        say("one instance cut off from the receiver for 40 s", faults.cutFromReceiver(Duration.ofSeconds(40)));
    }

    @Test
    void rollingRestart() throws Exception {
        begin("rollingRestart", Shape.USUAL);
        say("rolling restart of all", faults.rollingRestart());
    }

    @Test
    void threeBrokers() throws Exception {
        begin("threeBrokers", Shape.USUAL.on(3));
        for (var which = 0; which < 3; which++) {
            say("one of three brokers killed, number " + (which + 1), faults.oneBrokerKilled(which));
        }
    }

    @Test
    void fullDisk() throws Exception {
        var mounts = new Path[1];
        begin("fullDisk", Shape.USUAL.prepared(folder -> mounts[0] = smallDisk(folder.resolve("tocsin-2"))));
        cluster.lastly(() -> run("umount", mounts[0].toString()));
        var filler = mounts[0].resolve("filler");
        var tally = faults.ordeal(() -> {
            fill(filler);
            Faults.sleep(Duration.ofSeconds(60));
            Files.delete(filler);
            cluster.awaitReady();
        });
        say("state disk of one instance full for 60 s", tally);
    }

    @Test
    void clockJumps() throws Exception {
        var library = fakeTime();
        assumeTrue(library.isPresent(), "libfaketime is not here: install it, or name it by -Dfaults.faketime=FILE");
        begin("clockJumps", Shape.USUAL);
        var offset = cluster.one(1).home().resolve("offset");
        Files.writeString(offset, "+0");
        cluster.one(1)
                .with("LD_PRELOAD", library.get().toString())
                .with("FAKETIME_TIMESTAMP_FILE", offset.toString())
                .with("FAKETIME_NO_CACHE", "1")
                .with("FAKETIME_DONT_FAKE_MONOTONIC", "1")
                .kill();
        cluster.restore();
        var tally = faults.ordeal(() -> {
            for (var jump : new String[] {"+120", "-120", "+3600", "+0"}) {
                Faults.sleep(Duration.ofSeconds(5));
                Files.writeString(offset, jump);
                Faults.sleep(Duration.ofSeconds(10));
            }
        });
        say("clock of one instance jumps by +2 min, -4 min, +1 h, back", tally);
    }

    @Test
    void bursts() throws Exception {
        begin("bursts", Shape.USUAL);
        say("warm", faults.bursts(100));
        say("2,000 new groups at once", faults.bursts(2000));
    }

    @Test
    void steady() throws Exception {
        begin("steady", Shape.USUAL);
        say("10,000 groups, 40 a second", faults.steady(10_000, 40));
    }

    @Test
    void senderKilledBeforeFlush() throws Exception {
        begin("senderKilledBeforeFlush", Shape.USUAL);
        var tally = faults.senderKilled(10, Duration.ofMillis(800));
        say("who would send is killed 0.2 s before the flush, 10 times", tally);
        assertThat(tally.duplicated()).isZero();
        assertThat(tally.worst()).isLessThan(Duration.ofSeconds(2));
    }

    @Test
    void senderKilledWhileSending() throws Exception {
        begin("senderKilledWhileSending", Shape.USUAL);
        var tally = faults.killedWhileSending(5);
        say("who sends is killed while the receiver hesitates, 5 times", tally);
        assertThat(tally.duplicated()).isLessThanOrEqualTo(5);
        assertThat(tally.keyed()).isEqualTo(tally.duplicated());
    }

    private void begin(String name, Shape shape) {
        var wanted = System.getProperty("faults");
        assumeTrue(wanted.equals("long") || Arrays.asList(wanted.split(",")).contains(name), "not asked for");
        cluster = FaultyCluster.start(shape);
        faults = new Faults(cluster, SEED, LEASE);
    }

    private static void say(String what, Tally tally) {
        System.out.printf("FAULT %s (-Dfaults.seed=%d): %s%n", what, SEED, tally);
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
        assumeTrue(mounted, "a small disk can not be mounted here: only root may");
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

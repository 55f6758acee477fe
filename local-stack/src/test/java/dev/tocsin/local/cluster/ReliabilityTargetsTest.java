package dev.tocsin.local.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.evaluation.rules.ActiveAlert;
import dev.tocsin.evaluation.rules.AlertState;
import dev.tocsin.evaluation.rules.RuleAlertState;
import dev.tocsin.labels.Labels;
import dev.tocsin.labels.Matcher;
import dev.tocsin.local.cluster.FaultInjectionCluster.ClusterSpec;
import dev.tocsin.notification.log.Episode;
import dev.tocsin.notification.log.NflogEntry;
import dev.tocsin.notification.log.NotificationReason;
import dev.tocsin.notification.log.NotifiedEpisodes;
import dev.tocsin.notification.log.Slot;
import dev.tocsin.notification.silences.Silence;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** Measures the guarantees for silences and restarts. */
@Tag("slow")
@EnabledIfSystemProperty(
        named = "faults",
        matches = "long|targets",
        disabledReason = "takes long: -Dfaults=long or targets")
class ReliabilityTargetsTest {
    private static final int TRIALS = 1000;

    private final InstantSource clock = InstantSource.system();
    private FaultInjectionCluster cluster;

    @AfterEach
    void stop() {
        cluster.close();
    }

    /** The alert is older than group_wait, so its flush starts right after the silence is acknowledged. */
    @Test
    void silenceMutesAFlushThatStartsAMillisecondLater() throws Exception {
        cluster = FaultInjectionCluster.start(ClusterSpec.DEFAULT);
        for (var trial = 0; trial < TRIALS; trial++) {
            cluster.instance(trial).silence(SilenceRequest.of("mute-" + trial));
            cluster.instance(trial + 1 + trial % 2).postAlertPastGroupWait(alert("mute-" + trial));
        }
        cluster.instance(0).postAlertPastGroupWait(alert("loud"));
        cluster.inbox().await(alert("loud"), 1);
        FaultScenarios.sleep(Duration.ofSeconds(10));
        var missed = cluster.inbox().notifications().size() - 1;
        print("silences acknowledged right before a flush elsewhere: %d, ignored: %d".formatted(TRIALS, missed));
        assertThat(missed).isZero();
    }

    @Test
    void silencesAndNotificationsSurviveAKillOfAll() throws Exception {
        cluster = FaultInjectionCluster.start(ClusterSpec.DEFAULT);
        var lost = 0;
        var silences = new ArrayList<String>();
        try (var load = new AlertLoad(cluster, 1)) {
            for (var round = 0; round < 5; round++) {
                var group = load.newGroup();
                load.post(group, round);
                cluster.inbox().await(AlertLoad.alert(group), 1);
                // The receiver has the notification; the sender needs a moment to log it.
                FaultScenarios.sleep(Duration.ofMillis(100));
                silences.add(cluster.instance(round).silence(SilenceRequest.of("round-" + round)));
                cluster.all().forEach(InstanceProcess::kill);
                cluster.restore();
                for (var one : cluster.all()) {
                    for (var id : silences) {
                        lost += one.getResponse("/api/v2/silence/" + id).statusCode() == 200 ? 0 : 1;
                    }
                }
            }
            var stats = load.awaitSettled(Duration.ofSeconds(15));
            print("kill -9 of all right after a silence and 0.1 s after a notification, 5 times: silences lost %d; %s"
                    .formatted(lost, stats));
            assertThat(stats.duplicated()).isZero();
        }
        assertThat(lost).isZero();
    }

    @Test
    void newInstanceIsReadyQuickly() throws Exception {
        cluster = FaultInjectionCluster.start(ClusterSpec.DEFAULT);
        write(10_000, 1_000, 10_000);
        for (var one : cluster.all()) {
            Eventually.until(one.id() + " has all slots", () -> one.metric("tocsin_slots"), slots -> slots == 10_000);
        }
        var newInstance = cluster.addStoppedInstance();
        var begun = System.nanoTime();
        newInstance.start();
        newInstance.awaitReady();
        var took = Duration.ofNanos(System.nanoTime() - begun);
        assertThat(newInstance.metric("tocsin_slots")).isEqualTo(10_000);
        assertThat(newInstance.get("/api/v2/silences")).hasSize(1_000);
        print("with 10,000 alert states, 1,000 silences and 10,000 entries of the notification log, an instance with an"
                + " empty disk is ready %.1f s after its start".formatted(took.toMillis() / 1e3));
        assertThat(took).isLessThan(Duration.ofSeconds(Integer.getInteger("faults.ready.seconds", 10)));
    }

    private void write(int states, int silences, int entries) {
        var log = cluster.log();
        var topics = cluster.topics();
        var now = now();
        var written = new ArrayList<CompletableFuture<?>>();
        for (var each = 0; each < states; each++) {
            var alert = new ActiveAlert(
                    Labels.of("alertname", "Busy", "host", "h" + each),
                    Map.of("summary", "host %d has been busy for long".formatted(each)),
                    each,
                    new AlertState.Pending(now));
            written.add(log.append(topics.alertState(), new RuleAlertState("uid", "ns/web", now, alert)));
        }
        for (var each = 0; each < silences; each++) {
            var matcher = Matcher.equal("host", "h" + each);
            written.add(log.append(
                    topics.clusterLog().silences(),
                    new Silence(
                            "id-" + each,
                            List.of(matcher),
                            now,
                            now.plus(1, ChronoUnit.HOURS),
                            now,
                            "me",
                            "why",
                            Map.of())));
        }
        for (var each = 0; each < entries; each++) {
            var labels = alert("notified-" + each);
            var content = NotifiedEpisodes.of(List.of(new Episode(labels.fingerprint(), now)), List.of());
            var slot = new Slot("{}:" + labels, "all", "webhook", 0);
            var until = now.plus(1, ChronoUnit.DAYS);
            written.add(log.append(
                    topics.clusterLog().nflogEntries(),
                    new NflogEntry(
                            slot,
                            "c" + each,
                            "tocsin-1",
                            content,
                            now,
                            now,
                            until,
                            NotificationReason.FIRST_NOTIFICATION,
                            false)));
        }
        CompletableFuture.allOf(written.toArray(CompletableFuture[]::new)).join();
    }

    private static Labels alert(String name) {
        return Labels.of("alertname", "Long", "group", name);
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    private static void print(String line) {
        System.out.println("TARGET " + line);
    }
}

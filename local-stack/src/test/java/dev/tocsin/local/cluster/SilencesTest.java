package dev.tocsin.local.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.labels.Labels;
import dev.tocsin.local.broker.Broker;
import dev.tocsin.local.broker.WithBroker;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** A silence acknowledged by one instance applies on all instances from then on. */
@WithBroker
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SilencesTest {
    /** The group of the other test, which can have been notified before. */
    private static final Labels LATER = Labels.of("alertname", "Later", "group", "later");

    private static final int TRIALS = 40;

    private ThreeInstances cluster;

    @BeforeAll
    void start(Broker broker) {
        cluster = ThreeInstances.start(broker, "silence");
    }

    @AfterAll
    void stop() {
        cluster.close();
    }

    /** The alert is older than group_wait, so its flush starts right after the silence is acknowledged. */
    @Test
    void silenceMutesFlushesRightAfterItsAcknowledgement() throws Exception {
        for (var trial = 0; trial < TRIALS; trial++) {
            cluster.instance(trial).silence(SilenceRequest.of("mute-" + trial));
            cluster.instance(trial + 1).postAlertPastGroupWait(group("mute-" + trial));
            cluster.instance(trial + 2).postAlertPastGroupWait(group("loud-" + trial));
        }
        for (var trial = 0; trial < TRIALS; trial++) {
            cluster.inbox().await(group("loud-" + trial), 1);
        }
        Eventually.staysTrue(
                Duration.ofSeconds(3),
                "only unsilenced groups are notified",
                () -> cluster.inbox().notifications().stream()
                        .filter(notification -> !notification.groupLabels().equals(LATER))
                        .allMatch(notification ->
                                notification.groupLabels().get("group").startsWith("loud-")));
        assertThat(cluster.inbox().notificationsOf("alertname", "Long")).hasSize(TRIALS);
    }

    @Test
    void silencedGroupIsNotifiedOnceAfterTheSilence() throws Exception {
        var id = cluster.instance(0).silence(SilenceRequest.of("later"));
        cluster.instance(1).postAlertPastGroupWait(LATER);
        Eventually.until(
                "it is suppressed everywhere", () -> cluster.all().stream().allMatch(this::suppressesLater));
        assertThat(cluster.inbox().notificationsOf(LATER)).isEmpty();

        cluster.instance(2).delete("/api/v2/silence/" + id);
        cluster.inbox().awaitExactly(LATER, 1);
    }

    private boolean suppressesLater(InstanceProcess instance) {
        try {
            return instance.get("/api/v2/alerts?filter=group=later")
                    .findPath("state")
                    .asText()
                    .equals("suppressed");
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static Labels group(String name) {
        return Labels.of("alertname", "Long", "group", name);
    }
}

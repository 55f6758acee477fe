package dev.tocsin.local.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.labels.Labels;
import dev.tocsin.local.console.ReceivedNotification;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NotificationStatsTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final Duration WAIT = Duration.ofSeconds(1);

    @Test
    void singleNotificationIsNoDuplicate() {
        assertThat(stats(Map.of("a", NOW, "b", NOW), notification("a", "1", false), notification("b", "2", true)))
                .isEqualTo(new NotificationStats(2, 2, 0, 0, 0, 1, delays(1, 1)));
    }

    @Test
    void duplicatesAreCountedByKeyAndClaim() {
        assertThat(stats(
                        Map.of("a", NOW, "b", NOW),
                        notification("a", "1", false),
                        notification("a", "1", true),
                        notification("a", "1", false),
                        notification("b", "2", true),
                        notification("b", "3", true)))
                .isEqualTo(new NotificationStats(2, 2, 3, 2, 2, 3, delays(1, 1)))
                .hasToString("expected 2, delivered 2, duplicated 3 (same key: 2, without a claim: 2), lost 0,"
                        + " sent without a claim 3, delay p50 1.00 s, worst 1.00 s");
    }

    @Test
    void acceptedGroupWithoutNotificationIsLost() {
        var stats = stats(Map.of("a", NOW), notification("other", "1", false));
        assertThat(stats.lost()).isEqualTo(1);
        assertThat(stats.maxDelay()).isZero();
    }

    private static NotificationStats stats(Map<String, Instant> accepted, ReceivedNotification... all) {
        return NotificationStats.of(accepted, WAIT, List.of(all));
    }

    private static ReceivedNotification notification(String group, String key, boolean isolated) {
        var labels = Labels.of("group", group);
        return new ReceivedNotification(
                NOW.plusSeconds(2), "all", "firing", labels, 1, 0, "tocsin-1", "first notification", key, isolated);
    }

    private static List<Duration> delays(long... seconds) {
        return Arrays.stream(seconds).mapToObj(Duration::ofSeconds).toList();
    }
}

package dev.tocsin.notification.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.tocsin.alerts.Alert;
import dev.tocsin.labels.Labels;
import dev.tocsin.labels.MatcherParser;
import dev.tocsin.notification.log.NflogEntry;
import dev.tocsin.notification.log.NotificationReason;
import dev.tocsin.notification.log.NotifiedEpisodes;
import dev.tocsin.notification.log.Slot;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Groups by alertname with group_wait 30 s and group_interval 300 s; times are in seconds. */
class AggregationGroupsTest {
    private static final Instant T0 = Instant.parse("2026-01-01T00:00:00Z");
    private static final RoutingTree TREE = RoutingTree.of(TestRouting.node(TestRouteOptions.of("team", "alertname")));
    private static final LastNotifications EMPTY_LOG = (groupKey, receiver) -> List.of();

    private final AggregationGroups groups = new AggregationGroups(TREE);

    @Test
    void newGroupWaitsForGroupWaitAndThenFlushesEveryGroupInterval() {
        insert(0, firing("a", 0));
        insert(20, firing("b", 20));
        expectFlush(29.9);
        succeed(expectFlush(30, "a", "b"));
        insert(31, firing("c", 31));
        expectFlush(329.9);
        succeed(expectFlush(330, "a", "b", "c"));
        assertThat(groups.nextDue()).contains(at(630));
    }

    @Test
    void alertOlderThanGroupWaitIsFlushedAtOnce() {
        insert(100, firing("a", 69));
        expectFlush(100, "a");
    }

    @Test
    void alertExactlyAsOldAsGroupWaitWaits() {
        insert(100, firing("a", 70));
        expectFlush(100);
        expectFlush(130, "a");
    }

    @Test
    void lateFlushDoesNotShiftTheTimerUnlessAnIntervalWasMissed() {
        insert(0, firing("a", 0));
        succeed(expectFlush(35, "a"));
        assertThat(groups.nextDue()).contains(at(330));
        succeed(expectFlush(1000, "a"));
        assertThat(groups.nextDue()).contains(at(1300));
    }

    @Test
    void resolvedAlertIsKeptUntilItIsNotified() {
        insert(0, firing("a", 0));
        insert(0, firing("b", 0));
        succeed(expectFlush(30, "a", "b"));
        insert(100, resolved("a", 0, 100));
        groups.flushIncomplete(expectFlush(330, "a", "b"));
        succeed(expectFlush(630, "a", "b"));
        succeed(expectFlush(930, "b"));
    }

    @Test
    void alertThatFiresAgainDuringAFlushIsKept() {
        insert(0, firing("a", 0));
        insert(10, resolved("a", 0, 10));
        var flush = expectFlush(30, "a");
        insert(31, firing("a", 31));
        succeed(flush);
        expectFlush(330, "a");
    }

    @Test
    void emptyGroupIsRemovedAndTheNextAlertStartsANewOne() {
        insert(0, resolved("a", 0, 10));
        succeed(expectFlush(30, "a"));
        assertThat(groups.nextDue()).isEmpty();
        assertThat(groups.snapshot(at(30))).isEmpty();
        insert(100, firing("a", 100));
        assertThat(groups.nextDue()).contains(at(130));
    }

    @Test
    void slowFlushIsFollowedAtOnceByExactlyOne() {
        insert(0, firing("a", 0));
        var slow = expectFlush(30, "a");
        expectFlush(330);
        expectFlush(700);
        assertThat(groups.nextDue()).isEmpty();
        succeed(slow);
        succeed(expectFlush(700, "a"));
        expectFlush(701);
    }

    @Test
    void flushTimeDecidesWhichAlertsAreFiring() {
        insert(0, new Alert(labels("a"), Map.of(), T0, at(40), "", T0));
        var flush = expectFlush(30, "a");
        assertThat(flush.alerts()).hasSize(1);
        assertThat(flush.resolved()).isEmpty();
        var content = flush.episodesOf(flush.alerts());
        assertThat(content.firingAlerts()).containsExactly(labels("a").fingerprint());
        assertThat(content.resolvedAlerts()).isEmpty();
    }

    /** The cluster notified the firing group at 0; this instance has restarted since. */
    @ParameterizedTest(name = "alert started at {0}, inserted at {1}: first flush at {2}")
    @CsvSource({
        "-600, 10, 300",
        "5, 10, 300",
        "-600, 300, 300",
        "280, 290, 600",
        "-600, 400, 600",
        "-600, 600, 600",
        "-600, 601, 900"
    })
    void restartedInstanceAlignsWithTheCluster(double startsAt, double inserted, double due) {
        LastNotifications log = (groupKey, receiver) -> List.of(sent(0, "a"));
        groups.insert(firing("a", startsAt), at(inserted), log);
        assertThat(groups.nextDue()).contains(at(due));
    }

    @Test
    void groupNotifiedAsResolvedWaitsLikeANewOne() {
        LastNotifications log = (groupKey, receiver) -> List.of(sent(0));
        groups.insert(firing("a", 10), at(10), log);
        assertThat(groups.nextDue()).contains(at(40));
    }

    @Test
    void flushOfAnotherInstanceSetsTheTimer() {
        insert(0, firing("a", 0));
        groups.alignWith(sent(20, "a"), at(20));
        assertThat(groups.nextDue()).contains(at(320));
        groups.alignWith(sent(19, "a"), at(21));
        assertThat(groups.nextDue()).as("an older flush is ignored").contains(at(320));
        groups.alignWith(sent(-400, "a"), at(21));
        assertThat(groups.nextDue())
                .as("a flush older than one interval is ignored")
                .contains(at(320));
        groups.alignWith(sent(5000, "a"), at(22));
        assertThat(groups.nextDue()).as("the wait is at most one interval").contains(at(322));
    }

    @ParameterizedTest(name = "flushed at {0}, notified at 0 of {1}: too soon {2}")
    @CsvSource({
        "1, a, true",
        "299, a, true",
        "300, a, false",
        "1, , false",
        "-1, , true",
        "-301, a, false",
        "-301, , false"
    })
    void flushSoonAfterAnotherInstancesIsPostponed(double now, String notified, boolean tooSoon) {
        var flush = new Flush(TREE.root(), Labels.EMPTY, List.of(firing("b", 0)), at(now));
        assertThat(flush.isTooSoonAfter(notified == null ? sent(0) : sent(0, notified), at(now)))
                .isEqualTo(tooSoon);
    }

    @ParameterizedTest(name = "resolved at -10, flushed at {0}: too soon {1}")
    @CsvSource({"1, true", "299, true", "300, false"})
    void flushWithAnAlertAlreadyReportedAsResolvedIsPostponed(double now, boolean tooSoon) {
        var flush = new Flush(TREE.root(), Labels.EMPTY, List.of(firing("b", -100)), at(now));
        var episodes = flush.episodesOf(flush.alerts()).firing();
        assertThat(flush.isTooSoonAfter(sent(0, NotifiedEpisodes.of(Set.of(), episodes)), at(now)))
                .isEqualTo(tooSoon);
    }

    @Test
    void notificationsOfOtherGroupsAreIgnored() {
        insert(0, firing("a", 0));
        var sent = sent(20, "a");
        var other = new Slot("{}:{alertname=\"Other\"}", "team", "webhook", 0);
        groups.alignWith(
                new NflogEntry(
                        other,
                        "c",
                        "i",
                        sent.episodes(),
                        sent.flushedAt(),
                        sent.notifiedAt(),
                        sent.expiresAt(),
                        sent.reason(),
                        false),
                at(20));
        assertThat(groups.nextDue()).contains(at(30));
    }

    @Test
    void alertsAreSortedByJobThenInstanceThenLabels() {
        var everything = new AggregationGroups(RoutingTree.of(TestRouting.node(TestRouteOptions.of("team"))));
        var sorted = List.of(
                Labels.of("job", "a", "instance", "1", "z", "9"),
                Labels.of("job", "a", "instance", "2"),
                Labels.of("job", "a"),
                Labels.of("job", "b"),
                Labels.of("instance", "1"),
                Labels.of("z", "9"),
                Labels.of("b", "1", "c", "1"),
                Labels.of("a", "1", "b", "1"),
                Labels.of("a", "1", "b", "2"));
        for (var i = sorted.size() - 1; i >= 0; i--) {
            everything.insert(new Alert(sorted.get(i), Map.of(), T0, Alert.NO_END, "", T0), T0, EMPTY_LOG);
        }
        assertThat(everything.snapshot(T0).get(0).alerts())
                .extracting(Alert::labels)
                .containsExactlyElementsOf(sorted);
    }

    @Test
    void newTreeFormsNewGroups() {
        insert(0, firing("a", 0));
        insert(0, firing("b", 0));
        var team = MatcherParser.FALLBACK.parseList("instance=a");
        var child = TestRouting.node(TestRouteOptions.of("other", "alertname"), team, false, List.of());
        var tree = RoutingTree.of(TestRouting.node(TestRouteOptions.of("team", "alertname"), child));
        var moved = groups.withTree(tree, at(10), EMPTY_LOG);
        assertThat(moved.snapshot(at(10)))
                .extracting(Flush::receiver, flush -> flush.alerts().size())
                .containsExactly(tuple("other", 1), tuple("team", 1));
        assertThat(moved.nextDue()).contains(at(40));
    }

    @Test
    void aGroupThatIsUpToDateIsPassedOverUntilItsAlertsChange() {
        insert(0, firing("a", 0));
        groups.flushCompleted(expectFlush(30, "a"), Set.of(), now -> now.isBefore(at(1000)));
        expectFlush(330);
        assertThat(groups.nextDue()).contains(at(630));
        expectFlush(630);
        insert(700, firing("b", 700));
        groups.flushCompleted(expectFlush(930, "a", "b"), Set.of(), now -> now.isBefore(at(1240)));
        expectFlush(1230);
        expectFlush(1530, "a", "b");
    }

    @Test
    void aGroupThatChangesDuringItsFlushIsFlushedAgain() {
        insert(0, firing("a", 0));
        var flush = expectFlush(30, "a");
        insert(31, firing("b", 31));
        groups.flushCompleted(flush, Set.of(), now -> true);
        expectFlush(330, "a", "b");
    }

    private void insert(double now, Alert alert) {
        groups.insert(alert, at(now), EMPTY_LOG);
    }

    /** Flushes and expects one group with these instances, or no group if none are given. */
    private Flush expectFlush(double now, String... instances) {
        var flushes = groups.flush(at(now));
        if (instances.length == 0) {
            assertThat(flushes).isEmpty();
            return new Flush(TREE.root(), Labels.EMPTY, List.of(), at(now));
        }
        assertThat(flushes).hasSize(1);
        var flush = flushes.get(0);
        assertThat(flush.groupKey()).isEqualTo("{}:{alertname=\"HighCPU\"}");
        assertThat(flush.alerts())
                .extracting(alert -> alert.labels().get("instance"))
                .containsExactlyElementsOf(Arrays.asList(instances));
        return flush;
    }

    private void succeed(Flush flush) {
        groups.flushCompleted(flush, Set.of(), now -> false);
    }

    private static Alert firing(String instance, double since) {
        return new Alert(labels(instance), Map.of(), at(since), Alert.NO_END, "", at(since));
    }

    private static Alert resolved(String instance, double since, double until) {
        return new Alert(labels(instance), Map.of(), at(since), at(until), "", at(until));
    }

    private static Labels labels(String instance) {
        return Labels.of("alertname", "HighCPU", "instance", instance);
    }

    private static NflogEntry sent(double at, String... firing) {
        var alerts = Arrays.stream(firing).map(name -> firing(name, 0)).toList();
        var content = new Flush(TREE.root(), Labels.EMPTY, alerts, at(at)).episodesOf(alerts);
        return sent(at, firing.length == 0 ? NotifiedEpisodes.NONE : content);
    }

    private static NflogEntry sent(double at, NotifiedEpisodes episodes) {
        var slot = new Slot("{}:{alertname=\"HighCPU\"}", "team", "webhook", 0);
        var expires = at(at).plus(Duration.ofHours(8));
        return new NflogEntry(
                slot, "c", "i", episodes, at(at), at(at + 1), expires, NotificationReason.FIRST_NOTIFICATION, false);
    }

    private static Instant at(double seconds) {
        return T0.plusMillis(Math.round(seconds * 1000));
    }
}

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

/** group_wait 30 s, group_interval 300 s, by alertname; instants are seconds. */
class AggregationGroupsTest {
    private static final Instant T0 = Instant.parse("2026-01-01T00:00:00Z");
    private static final RouteOptions OPTIONS =
            RouteOptions.DEFAULT.withReceiver("team").withGroupBy(GroupBy.parse(List.of("alertname")));
    private static final RoutingTree TREE = RoutingTree.of(RouteNode.of(OPTIONS));

    private final AggregationGroups groups = new AggregationGroups(TREE);

    @Test
    void aNewGroupWaitsForMoreAndThenKeepsItsInterval() {
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
    void anAlertThatHasWaitedElsewhereIsFlushedAtOnce() {
        insert(100, firing("a", 69));
        expectFlush(100, "a");
    }

    @Test
    void anAlertThatBeganExactlyAsLongAgoAsTheWaitStillWaits() {
        insert(100, firing("a", 70));
        expectFlush(100);
        expectFlush(130, "a");
    }

    @Test
    void aLateFlushDoesNotShiftTheRhythmUnlessAWholeIntervalWasMissed() {
        insert(0, firing("a", 0));
        succeed(expectFlush(35, "a"));
        assertThat(groups.nextDue()).contains(at(330));
        succeed(expectFlush(1000, "a"));
        assertThat(groups.nextDue()).contains(at(1300));
    }

    @Test
    void aResolvedAlertStaysUntilItWasTold() {
        insert(0, firing("a", 0));
        insert(0, firing("b", 0));
        succeed(expectFlush(30, "a", "b"));
        insert(100, resolved("a", 0, 100));
        groups.flushFailed(expectFlush(330, "a", "b"));
        succeed(expectFlush(630, "a", "b"));
        succeed(expectFlush(930, "b"));
    }

    @Test
    void aResolvedAlertThatFiresAgainWhileItIsToldStays() {
        insert(0, firing("a", 0));
        insert(10, resolved("a", 0, 10));
        var flush = expectFlush(30, "a");
        insert(31, firing("a", 31));
        succeed(flush);
        expectFlush(330, "a");
    }

    @Test
    void aGroupWithoutAlertsEndsAndTheNextAlertStartsAnotherThatWaits() {
        insert(0, resolved("a", 0, 10));
        succeed(expectFlush(30, "a"));
        assertThat(groups.nextDue()).isEmpty();
        assertThat(groups.snapshot(at(30))).isEmpty();
        insert(100, firing("a", 100));
        assertThat(groups.nextDue()).contains(at(130));
    }

    @Test
    void aFlushThatTakesLongIsFollowedAtOnceByTheNextAndByOneOnly() {
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
    void whoFiresIsSettledByTheInstantOfTheFlush() {
        insert(0, new Alert(labels("a"), Map.of(), T0, at(40), "", T0));
        var flush = expectFlush(30, "a");
        assertThat(flush.firing()).hasSize(1);
        assertThat(flush.resolved()).isEmpty();
        var content = flush.episodesOf(flush.alerts());
        assertThat(content.firingAlerts()).containsExactly(labels("a").fingerprint());
        assertThat(content.resolvedAlerts()).isEmpty();
    }

    /** The cluster told of the group at 0, and it still fires; this instance was started again. */
    @ParameterizedTest(name = "an alert that began at {0} comes at {1}: first flush at {2}")
    @CsvSource({
        "-600, 10, 300",
        "5, 10, 300",
        "-600, 300, 300",
        "280, 290, 600",
        "-600, 400, 600",
        "-600, 600, 600",
        "-600, 601, 900"
    })
    void aRestartedInstanceTakesUpTheRhythmOfTheCluster(double began, double comes, double due) {
        LastNotifications log = (groupKey, receiver) -> List.of(sent(0, "a"));
        groups.insert(firing("a", began), at(comes), log);
        assertThat(groups.nextDue()).contains(at(due));
    }

    @Test
    void aGroupOfWhichTheClusterToldThatAllIsOverWaitsLikeANewOne() {
        LastNotifications log = (groupKey, receiver) -> List.of(sent(0));
        groups.insert(firing("a", 10), at(10), log);
        assertThat(groups.nextDue()).contains(at(40));
    }

    @Test
    void whatAnotherInstanceToldSetsTheNextFlush() {
        insert(0, firing("a", 0));
        groups.alignWith(sent(20, "a"), at(20));
        assertThat(groups.nextDue()).contains(at(320));
        groups.alignWith(sent(19, "a"), at(21));
        assertThat(groups.nextDue()).as("of an earlier one it has heard more").contains(at(320));
        groups.alignWith(sent(-400, "a"), at(21));
        assertThat(groups.nextDue()).as("old news is no guide").contains(at(320));
        groups.alignWith(sent(5000, "a"), at(22));
        assertThat(groups.nextDue()).as("nobody waits longer than an interval").contains(at(322));
    }

    @ParameterizedTest(name = "flushed at {0}, told at 0 of {1}: too early {2}")
    @CsvSource({
        "1, a, true",
        "299, a, true",
        "300, a, false",
        "1, , false",
        "-1, , true",
        "-301, a, false",
        "-301, , false"
    })
    void aFlushOutOfStepCanWait(double now, String told, boolean early) {
        var flush = new Flush(TREE.root(), Labels.EMPTY, List.of(firing("b", 0)), at(now));
        assertThat(flush.isTooSoonAfter(told == null ? sent(0) : sent(0, told), at(now)))
                .isEqualTo(early);
    }

    @ParameterizedTest(name = "over at -10, flushed at {0}: too early {1}")
    @CsvSource({"1, true", "299, true", "300, false"})
    void whoDoesNotKnowYetThatAnAlertIsOverWaits(double now, boolean early) {
        var flush = new Flush(TREE.root(), Labels.EMPTY, List.of(firing("b", -100)), at(now));
        var told = flush.episodesOf(flush.alerts()).firing();
        assertThat(flush.isTooSoonAfter(sent(0, NotifiedEpisodes.of(Set.of(), told)), at(now)))
                .isEqualTo(early);
    }

    @Test
    void whatWasToldOfAnotherGroupDoesNotMatter() {
        insert(0, firing("a", 0));
        var told = sent(20, "a");
        var other = new Slot("{}:{alertname=\"Other\"}", "team", "webhook", 0);
        groups.alignWith(
                new NflogEntry(
                        other,
                        "c",
                        "i",
                        told.episodes(),
                        told.flushedAt(),
                        told.notifiedAt(),
                        told.expiresAt(),
                        told.reason(),
                        false),
                at(20));
        assertThat(groups.nextDue()).contains(at(30));
    }

    @Test
    void alertsStandByJobByInstanceAndThenByTheirLabels() {
        var everything = new AggregationGroups(RoutingTree.of(RouteNode.of(RouteOptions.DEFAULT.withReceiver("team"))));
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
            everything.insert(
                    new Alert(sorted.get(i), Map.of(), T0, Alert.NO_END, "", T0), T0, LastNotifications.EMPTY);
        }
        assertThat(everything.snapshot(T0).get(0).alerts())
                .extracting(Alert::labels)
                .containsExactlyElementsOf(sorted);
    }

    @Test
    void underAnotherTreeTheAlertsFormOtherGroups() {
        insert(0, firing("a", 0));
        insert(0, firing("b", 0));
        var team = MatcherParser.FALLBACK.parseList("instance=a");
        var child = new RouteNode(OPTIONS.withReceiver("other"), team, false, List.of());
        var moved = groups.withTree(RoutingTree.of(RouteNode.of(OPTIONS, child)), at(10), LastNotifications.EMPTY);
        assertThat(moved.snapshot(at(10)))
                .extracting(Flush::receiver, flush -> flush.alerts().size())
                .containsExactly(tuple("other", 1), tuple("team", 1));
        assertThat(moved.nextDue()).contains(at(40));
    }

    private void insert(double now, Alert alert) {
        groups.insert(alert, at(now), LastNotifications.EMPTY);
    }

    /** Flushes the one group that there is, or nothing if no instances are expected. */
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
        groups.flushSucceeded(flush);
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

    private static NflogEntry sent(double at, NotifiedEpisodes told) {
        var slot = new Slot("{}:{alertname=\"HighCPU\"}", "team", "webhook", 0);
        var expires = at(at).plus(Duration.ofHours(8));
        return new NflogEntry(
                slot, "c", "i", told, at(at), at(at + 1), expires, NotificationReason.FIRST_NOTIFICATION, false);
    }

    private static Instant at(double seconds) {
        return T0.plusMillis(Math.round(seconds * 1000));
    }
}

package dev.tocsin.notification.muting;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.alerts.Alert;
import dev.tocsin.labels.Labels;
import dev.tocsin.labels.Matcher;
import dev.tocsin.notification.muting.MuteReason.Cause;
import dev.tocsin.notification.silences.Silence;
import dev.tocsin.notification.silences.Silences;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MuteResultTest {
    private static final Instant T0 = Instant.parse("2026-01-01T00:00:00Z");

    @Test
    void everyMutedAlertHasItsReason() {
        var silences = Silences.of(List.of(silence("1", "a"), silence("2", "a"), silence("3", "c")));
        var result = MuteResult.apply(
                List.of(alert("b"), alert("a")),
                RouteIntervals.ALWAYS,
                new Muters(Inhibitor.NONE, TimeIntervals.NONE, silences),
                T0);
        assertThat(result.unmuted()).containsExactly(alert("b"));
        assertThat(result.muted())
                .containsExactly(Map.entry(alert("a"), new MuteReason(Cause.SILENCE, List.of("1", "2"))));
        assertThat(result.muted().get(alert("a")).reason()).isEqualTo("silence");
    }

    @Test
    void firstReasonInAlertmanagersOrderIsReported() {
        var rule = new InhibitRule("", List.of(named("down")), List.of(named("slow")), List.of());
        var inhibitor = Inhibitor.of(List.of(alert("down")), List.of(rule));
        var timeIntervals = TimeIntervals.of(List.of(new NamedTimeInterval("always", List.of(TimeInterval.ALWAYS))));
        var muters =
                new Muters(inhibitor, timeIntervals, Silences.of(List.of(silence("1", "slow"), silence("2", "down"))));
        var intervals = new RouteIntervals(List.of("always"), List.of());

        var result = MuteResult.apply(List.of(alert("slow"), alert("down")), intervals, muters, T0);
        assertThat(result.unmuted()).isEmpty();
        assertThat(result.muted())
                .containsExactly(
                        Map.entry(
                                alert("slow"),
                                new MuteReason(
                                        Cause.INHIBITION,
                                        List.of(alert("down").fingerprint().toString()))),
                        Map.entry(alert("down"), new MuteReason(Cause.MUTE_TIME_INTERVAL, List.of("always"))));
        assertThat(result.muted().values().stream().map(MuteReason::reason))
                .containsExactly("inhibition", "mute_time_interval");
    }

    @Test
    void routeIsUnmutedWhileAnActiveIntervalAndNoMuteIntervalApplies() {
        var year = TimeInterval.ALWAYS.with(TimeInterval.Field.YEARS, List.of("2026"));
        var muters = new Muters(
                Inhibitor.NONE,
                TimeIntervals.of(List.of(
                        new NamedTimeInterval("2026", List.of(year)), new NamedTimeInterval("never", List.of()))),
                Silences.of(List.of()));
        assertThat(muters.mutedByTime(new RouteIntervals(List.of(), List.of("2026", "never")), T0))
                .isEmpty();
        assertThat(muters.mutedByTime(new RouteIntervals(List.of("never"), List.of()), T0))
                .isEmpty();
        assertThat(muters.mutedByTime(new RouteIntervals(List.of("never", "2026"), List.of("2026")), T0))
                .contains(new MuteReason(Cause.MUTE_TIME_INTERVAL, List.of("2026")));
        var outside = new MuteReason(Cause.ACTIVE_TIME_INTERVAL, List.of("never"));
        assertThat(muters.mutedByTime(new RouteIntervals(List.of("2026"), List.of("never")), T0))
                .contains(outside);
        assertThat(outside.reason()).isEqualTo("active_time_interval");
    }

    private static Matcher named(String name) {
        return Matcher.alerting("alertname", Matcher.Op.EQUAL, name);
    }

    private static Silence silence(String id, String name) {
        var matchers = List.of(Matcher.alerting("alertname", Matcher.Op.EQUAL, name));
        return new Silence(id, matchers, T0, T0.plusSeconds(60), T0, "me", "why", Map.of());
    }

    private static Alert alert(String name) {
        return new Alert(Labels.of("alertname", name), Map.of(), T0, Alert.NO_END, "", T0);
    }
}

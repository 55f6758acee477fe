package dev.tocsin.notification.muting;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.alerts.Alert;
import dev.tocsin.labels.Labels;
import dev.tocsin.labels.Matcher;
import dev.tocsin.notification.silences.Silence;
import dev.tocsin.notification.silences.Silences;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MutingTest {
    private static final Instant T0 = Instant.parse("2026-01-01T00:00:00Z");

    @Test
    void everyAlertPassesOrHasItsReason() {
        var silences = Silences.of(List.of(silence("1", "a"), silence("2", "a"), silence("3", "c")));
        var divided = Muting.divide(List.of(alert("b"), alert("a")), Hours.ALWAYS, Mutes.of(silences), T0);
        assertThat(divided.passed()).containsExactly(alert("b"));
        assertThat(divided.muted()).containsExactly(Map.entry(alert("a"), new Muted.BySilence(List.of("1", "2"))));
        assertThat(divided.muted().get(alert("a")).reason()).isEqualTo("silence");
    }

    @Test
    void theFirstReasonInAlertmanagersOrderCounts() {
        var rule = new InhibitRule("", List.of(named("down")), List.of(named("slow")), List.of());
        var inhibition = Inhibition.over(List.of(alert("down")), List.of(rule));
        var schedules = Schedules.of(List.of(new Schedule("always", List.of(TimeInterval.ALWAYS))));
        var mutes = new Mutes(inhibition, schedules, Silences.of(List.of(silence("1", "slow"), silence("2", "down"))));
        var quiet = new Hours(List.of("always"), List.of());

        var divided = Muting.divide(List.of(alert("slow"), alert("down")), quiet, mutes, T0);
        assertThat(divided.passed()).isEmpty();
        assertThat(divided.muted())
                .containsExactly(
                        Map.entry(
                                alert("slow"),
                                new Muted.ByInhibition(alert("down").fingerprint())),
                        Map.entry(alert("down"), new Muted.ByTime(List.of("always"))));
        assertThat(divided.muted().values().stream().map(Muted::reason))
                .containsExactly("inhibition", "mute_time_interval");
    }

    @Test
    void aRouteIsHeardWhileAnActiveIntervalHoldsAndNoMutingOneDoes() {
        var year = TimeInterval.ALWAYS.with(TimeInterval.Field.YEARS, List.of("2026"));
        var mutes = new Mutes(
                Inhibition.NONE,
                Schedules.of(List.of(new Schedule("2026", List.of(year)), new Schedule("never", List.of()))),
                Silences.NONE);
        assertThat(mutes.quiet(new Hours(List.of(), List.of("2026", "never")), T0))
                .isEmpty();
        assertThat(mutes.quiet(new Hours(List.of("never"), List.of()), T0)).isEmpty();
        assertThat(mutes.quiet(new Hours(List.of("never", "2026"), List.of("2026")), T0))
                .contains(new Muted.ByTime(List.of("2026")));
        var outside = new Muted.OutsideTime(List.of("never"));
        assertThat(mutes.quiet(new Hours(List.of("2026"), List.of("never")), T0))
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
        return new Alert(Labels.of("alertname", name), Map.of(), T0, Alert.OPEN, "", T0);
    }
}

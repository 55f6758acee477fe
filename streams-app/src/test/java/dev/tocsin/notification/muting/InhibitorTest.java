package dev.tocsin.notification.muting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tocsin.alerts.Alert;
import dev.tocsin.labels.Labels;
import dev.tocsin.labels.MatcherParser;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InhibitorTest {
    private static final Instant T0 = Instant.parse("2026-01-01T00:00:00Z");
    private static final InhibitRule ONE = rule("s1=\"1\"", "t1=\"1\"", "e");
    private static final InhibitRule TWO = rule("s2=\"1\"", "t2=\"1\"", "e");

    @ParameterizedTest(name = "{0} is inhibited: {1} ({2})")
    @CsvSource(delimiter = '|', textBlock = """
            # target                | inhibited | why
            t1=1,e=1                | true      | by the first rule
            t2=1,e=1                | true      | by the second rule
            t1=1,t2=1,e=1           | true      | by both
            t3=1,e=1                | false     | no rule has it as a target
            s1=1,e=1                | false     | it is a source
            s1=1,t1=1,e=1           | true      | it is source and target, but its source is not a target
            s2=1,t2=1,e=1           | false     | it is source and target, and so is its source
            t1=1,e=0                | false     | the equal labels differ
            """)
    void sourceInhibitsTargetsWithTheSameEqualLabels(String target, boolean inhibited, String why) {
        var inhibitor = inhibitorOf(List.of(ONE, TWO), firing("s1=1,e=1"), firing("s2=1,t2=1,e=1"));
        assertThat(inhibitor.inhibitedBy(labels(target), T0).isPresent())
                .as(why)
                .isEqualTo(inhibited);
    }

    @Test
    void alertDoesNotInhibitItself() {
        var all = new InhibitRule("", List.of(), List.of(), List.of());
        var inhibitor = inhibitorOf(List.of(all), firing("a=1"), firing("a=2"));
        assertThat(inhibitor.inhibitedBy(labels("a=1"), T0)).as("an empty rule").isEmpty();
    }

    @ParameterizedTest(name = "source {0}, target {1}: {2}")
    @CsvSource(delimiter = '|', textBlock = """
            s=1          | t=1          | true
            s=1,e=''     | t=1          | true
            s=1          | t=1,e=x      | false
            s=1,e=x      | t=1          | false
            s=1,e=x      | t=1,e=x,f=y  | true
            """)
    void missingLabelCountsAsEmpty(String source, String target, boolean inhibited) {
        var inhibitor = inhibitorOf(List.of(rule("s=1", "t=1", "e")), firing(source.replace("''", "")));
        assertThat(inhibitor.inhibitedBy(labels(target), T0).isPresent()).isEqualTo(inhibited);
    }

    @Test
    void withoutEqualLabelsAnySourceInhibitsAnyTarget() {
        var inhibitor = inhibitorOf(List.of(rule("s=1", "t=1")), firing("s=1,e=a"));
        assertThat(inhibitor.inhibitedBy(labels("t=1,e=b"), T0))
                .contains(labels("s=1,e=a").fingerprint());
    }

    @Test
    void resolvedSourceInhibitsNothingAndHidesNoOther() {
        var inhibitor = inhibitorOf(List.of(rule("s=1", "t=1")), firing("s=1,e=a"), firing("s=1,e=b"));
        inhibitor.update(alert("s=1,e=a", T0));
        assertThat(inhibitor.inhibitedBy(labels("t=1"), T0))
                .contains(labels("s=1,e=b").fingerprint());
        inhibitor.update(alert("s=1,e=b", T0));
        assertThat(inhibitor.inhibitedBy(labels("t=1"), T0)).isEmpty();
        inhibitor.gc(T0);
        inhibitor.update(firing("s=1,e=a"));
        assertThat(inhibitor.inhibitedBy(labels("t=1"), T0)).isPresent();
    }

    @Test
    void gcKeepsFiringSources() {
        var inhibitor = inhibitorOf(List.of(rule("s=1", "t=1")), alert("s=1,e=a", T0), firing("s=1,e=b"));
        inhibitor.gc(T0);
        assertThat(inhibitor.inhibitedBy(labels("t=1"), T0))
                .contains(labels("s=1,e=b").fingerprint());
    }

    @Test
    void firstInhibitingRuleIsTheReason() {
        var inhibitor = inhibitorOf(List.of(rule("s=2", "t=1"), rule("s=1", "t=1")), firing("s=1"), firing("s=2"));
        assertThat(inhibitor.inhibitedBy(labels("t=1"), T0))
                .contains(labels("s=2").fingerprint());
    }

    @Test
    void inhibitedAlertsStillInhibit() {
        var inhibitor = inhibitorOf(List.of(rule("a=1", "a=2"), rule("a=2", "a=3")), firing("a=1"), firing("a=2"));
        assertThat(inhibitor.inhibitedBy(labels("a=2"), T0)).isPresent();
        assertThat(inhibitor.inhibitedBy(labels("a=3"), T0))
                .as("though its source is inhibited itself")
                .isPresent();
    }

    @Test
    void emptyEqualLabelIsRefused() {
        assertThatThrownBy(() -> rule("s=1", "t=1", "")).hasMessage("invalid label name \"\" in equal list");
    }

    private static Inhibitor inhibitorOf(List<InhibitRule> rules, Alert... alerts) {
        return Inhibitor.of(List.of(alerts), rules);
    }

    private static InhibitRule rule(String sources, String targets, String... equal) {
        var parser = MatcherParser.FALLBACK;
        return new InhibitRule("", parser.parseList(sources), parser.parseList(targets), List.of(equal));
    }

    private static Labels labels(String pairs) {
        return Labels.of(pairs.split("[=,]", -1));
    }

    private static Alert firing(String pairs) {
        return alert(pairs, Alert.NO_END);
    }

    private static Alert alert(String pairs, Instant end) {
        return new Alert(labels(pairs), Map.of(), T0.minusSeconds(60), end, "", T0);
    }
}

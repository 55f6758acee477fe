package dev.tocsin.evaluation.rules;

import static dev.tocsin.evaluation.rules.Groups.alert;
import static dev.tocsin.evaluation.rules.Groups.labelled;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.alerts.Alert;
import dev.tocsin.evaluation.histograms.BucketCounts;
import dev.tocsin.evaluation.histograms.Histogram;
import dev.tocsin.evaluation.histograms.Layout;
import dev.tocsin.evaluation.histograms.ResetHint;
import dev.tocsin.labels.Labels;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AlertingStoryTest {
    @Test
    void anAlertFiresOnceItsConditionHasHeldLongEnough() {
        new Story(alert("HighLoad", "load", "2m", ""))
                .at("0")
                .expect()
                .at("1m", "a")
                .expect("a PENDING")
                .expectTransitions("a INACTIVE>PENDING")
                .at("2m", "a")
                .expect("a PENDING")
                .expectTransitions()
                .at("3m", "a")
                .expect("a FIRING")
                .expectTransitions("a PENDING>FIRING")
                .at("4m", "a")
                .expect("a FIRING")
                .expectTransitions();
    }

    @Test
    void withoutForItFiresAtOnce() {
        new Story(alert("HighLoad", "load", "", "")).at("0", "a").expectTransitions("a INACTIVE>FIRING");
    }

    @Test
    void aPendingAlertWhoseConditionEndsIsForgotten() {
        new Story(alert("HighLoad", "load", "2m", ""))
                .at("0", "a")
                .at("1m")
                .expect()
                .expectTransitions("a PENDING>INACTIVE")
                .at("2m", "a")
                .expect("a PENDING");
    }

    @Test
    void aResolvedAlertIsRememberedForAQuarterOfAnHour() {
        new Story(alert("HighLoad", "load", "", ""))
                .at("0", "a")
                .at("1m")
                .expect("a RESOLVED")
                .expectTransitions("a FIRING>RESOLVED")
                .at("16m")
                .expect("a RESOLVED")
                .expectTransitions()
                .at("17m")
                .expect()
                .expectTransitions("a RESOLVED>INACTIVE");
    }

    @Test
    void aResolvedAlertThatComesBackIsANewEpisode() {
        var story = new Story(alert("HighLoad", "load", "1m", ""))
                .at("0", "a")
                .at("1m", "a")
                .at("2m")
                .expect("a RESOLVED")
                .at("3m", "a")
                .expectTransitions("a RESOLVED>PENDING")
                .at("4m", "a")
                .expectTransitions("a PENDING>FIRING");
        assertThat(story.alert().state()).isEqualTo(new AlertState.Firing(Story.time("3m"), Story.time("4m")));
    }

    @Test
    void keepFiringForBridgesAGap() {
        new Story(alert("HighLoad", "load", "", "3m"))
                .at("0", "a")
                .at("1m")
                .expect("a RECOVERING")
                .at("2m", "a")
                .expectTransitions("a RECOVERING>FIRING")
                .at("3m")
                .at("5m")
                .expect("a RECOVERING")
                .at("6m")
                .expectTransitions("a RECOVERING>RESOLVED");
    }

    @Test
    void forRaisedByAnEditSendsAFiringAlertBackToPending() {
        var story = new Story(alert("HighLoad", "load", "1m", ""))
                .at("0", "a")
                .at("1m", "a")
                .expect("a FIRING")
                .edit(alert("HighLoad", "load", "5m", ""))
                .at("2m", "a")
                .expectTransitions("a FIRING>PENDING");
        var told = story.last().transitions().get(0).toAlert("http://t").orElseThrow();
        assertThat(told.startsAt()).isEqualTo(Story.time("1m"));
        assertThat(told.endsAt()).isEqualTo(Story.time("2m"));
        story.at("5m", "a").expectTransitions("a PENDING>FIRING");
    }

    @Test
    void valueAndAnnotationsFollowTheConditionWhileTheStateStays() {
        var rule = labelled(alert("HighLoad", "load", "", ""), Map.of(), Map.of("summary", "{{ $value }}"));
        var story = new Story(rule).at("0", "a=1").at("1m", "a=2.5");
        assertThat(story.alert().value()).isEqualTo(2.5);
        assertThat(story.alert().annotations()).containsExactly(Map.entry("summary", "2.5"));
        assertThat(story.last().transitions()).isEmpty();
    }

    @Test
    void labelsAreExpandedFromTheOriginalLabels() {
        var labels = Map.of("metric", "{{ $labels.__name__ }}", "instance", "", "alertname", "no", "team", "x");
        var story = new Story(labelled(alert("HighLoad", "load", "", ""), labels, Map.of())).at("0", "a");
        assertThat(story.alert().labels()).isEqualTo(Labels.of("alertname", "HighLoad", "metric", "load", "team", "x"));
    }

    @Test
    void templatesSeeTheWorldAndCanAskIt() {
        var text = "{{ $externalLabels.cluster }} {{ $externalURL }} {{ now }} {{ query \"load\" | first | value }}";
        var rule = labelled(alert("HighLoad", "load", "", ""), Map.of(), Map.of("summary", text));
        var story = new Story(rule).at("0", "a=7");
        assertThat(story.alert().annotations().get("summary"))
                .isEqualTo("c1 http://tocsin.example.org 1.7672256e+09 7");
    }

    @Test
    void templatesSeeHistograms() {
        var histogram = new Histogram(
                Layout.exponential(0, 0), 0, 3, 2, BucketCounts.from(1, 3), BucketCounts.NONE, ResetHint.UNKNOWN);
        var text = "{{ $value }} {{ $value.Sum }} {{ query \"load\" | first | value }}";
        var rule = labelled(alert("HighLoad", "load", "", ""), Map.of(), Map.of("summary", text));
        var element = new Element(Labels.of("instance", "a"), 0, Optional.of(histogram));
        var story = new Story(rule).gives("0", List.of(element));
        assertThat(story.alert().annotations().get("summary"))
                .isEqualTo("{count:3, sum:2, (1,2]:3} 2 {count:3, sum:2, (1,2]:3}");
    }

    @Test
    void aTemplateThatFailsSaysSoAndLosesNoAlert() {
        var rule = labelled(alert("HighLoad", "load", "", ""), Map.of(), Map.of("summary", "{{ query \"sum(\" }}"));
        var story = new Story(rule).at("0", "a").expect("a FIRING").expectHealth(Health.Kind.OK, "");
        assertThat(story.alert().annotations().get("summary"))
                .startsWith("<error expanding template: error executing template __alert_HighLoad: ")
                .endsWith(">");
    }

    @Test
    void twoElementsThatBecomeOneAlertAreAnErrorThatLeavesEverythingAsItWas() {
        new Story(labelled(alert("HighLoad", "load", "", ""), Map.of("host", "", "instance", "x"), Map.of()))
                .at("0", "a")
                .expect("x FIRING")
                .at("1m", "a", "b")
                .expect("x FIRING")
                .expectTransitions()
                .expectRecorded()
                .expectHealth(
                        Health.Kind.ERR, "vector contains metrics with the same labelset after applying alert labels")
                .at("2m", "a")
                .expectHealth(Health.Kind.OK, "");
    }

    @Test
    void aFailedQueryChangesNothing() {
        new Story(alert("HighLoad", "load", "", ""))
                .at("0", "a")
                .fails("1m", "query timed out")
                .expect("a FIRING")
                .expectTransitions()
                .expectRecorded()
                .expectHealth(Health.Kind.ERR, "query timed out")
                .at("2m")
                .expect("a RESOLVED");
    }

    @Test
    void overItsLimitARuleDropsItsAlertsAndEndsWhatItFired() {
        var group = Groups.valid(Groups.draft(2, alert("HighLoad", "load", "1m", "")));
        new Story(group)
                .at("0", "a")
                .at("1m", "a", "b")
                .expect("a FIRING", "b PENDING")
                .at("2m", "a", "b", "c")
                .expectHealth(Health.Kind.ERR, "exceeded limit of 2 with 3 alerts")
                .expectTransitions("a FIRING>RESOLVED", "b PENDING>INACTIVE")
                .expectRecorded()
                .at("3m", "a", "b")
                .expect("a PENDING", "b PENDING");
    }

    @Test
    void aRestartInTheMiddleStartsNothingOver() {
        new Story(alert("HighLoad", "load", "3m", "2m"))
                .at("0", "a", "b")
                .restart()
                .at("3m", "a")
                .expect("a FIRING")
                .restart()
                .at("4m")
                .expect("a RECOVERING")
                .restart()
                .at("6m")
                .expectTransitions("a RECOVERING>RESOLVED")
                .restart()
                .at("7m")
                .expect("a RESOLVED")
                .expectTransitions();
    }

    @Test
    void anEditOfTheExpressionEndsWhatTheOldOneFired() {
        var story = new Story(alert("HighLoad", "load", "", "")).at("0", "a");
        var edited = Groups.group(alert("HighLoad", "load > 1", "", ""));
        var handedOver = story.state().handOver(edited, Story.time("1m"));
        assertThat(handedOver.state()).isEqualTo(GroupState.FRESH);
        assertThat(handedOver.ended()).singleElement().satisfies(end -> {
            assertThat(end.after().state()).isInstanceOf(AlertState.Resolved.class);
            assertThat(end.tick()).isEqualTo(Story.time("1m"));
        });
        assertThat(handedOver.ends()).hasSize(2).allMatch(RecordedSample::isEnd);
        assertThat(story.state().end(Story.time("1m"))).isEqualTo(handedOver);
    }

    @Test
    void orphansAreResolvedOnceAndForgottenLater() {
        var persisted = new Story(alert("HighLoad", "load", "1m", ""))
                .at("0", "a")
                .at("1m", "a", "b")
                .persisted();
        assertThat(Orphans.settle(persisted, uid -> true, Story.time("2m"))).isEmpty();
        var settled = Orphans.settle(persisted, uid -> false, Story.time("2m"));
        assertThat(settled)
                .extracting(one -> one.after().state().kind())
                .containsExactlyInAnyOrder(AlertState.Kind.RESOLVED, AlertState.Kind.INACTIVE);
        var resolved = settled.stream()
                .filter(one -> !one.isForgotten())
                .map(one -> new PersistedAlert(one.ruleUid(), one.after()))
                .toList();
        assertThat(Orphans.settle(resolved, uid -> false, Story.time("3m"))).isEmpty();
        assertThat(Orphans.settle(resolved, uid -> false, Story.time("18m")))
                .hasSize(1)
                .allMatch(Transition::isForgotten);
    }

    @Test
    void thoseWhoNotifyAreGivenEpisodesButNothingThatIsPending() {
        var story = new Story(alert("HighLoad", "load", "1m", "1m")).at("0", "a");
        assertThat(story.alert().toAlert("http://t", Story.time("0"))).isEmpty();
        story.at("1m", "a");
        assertThat(told(story, "1m").endsAt()).isEqualTo(Alert.OPEN);
        story.at("2m").expect("a RECOVERING");
        assertThat(told(story, "2m").startsAt()).isEqualTo(Story.time("1m"));
        assertThat(told(story, "2m").isOpen()).isTrue();
        story.at("3m");
        assertThat(told(story, "3m").endsAt()).isEqualTo(Story.time("3m"));
    }

    private static Alert told(Story story, String at) {
        return story.alert().toAlert("http://t", Story.time(at)).orElseThrow();
    }

    @Test
    void whatIsActiveIsWrittenAsSeriesAndEndsWithItsState() {
        var rule = labelled(alert("HighLoad", "load", "1m", ""), Map.of("team", "x"), Map.of());
        var since = Story.START.getEpochSecond();
        var forState = "ALERTS_FOR_STATE{alertname=\"HighLoad\", instance=\"a\", team=\"x\"} ";
        var pending = "ALERTS{alertname=\"HighLoad\", alertstate=\"pending\", instance=\"a\", team=\"x\"} ";
        var firing = "ALERTS{alertname=\"HighLoad\", alertstate=\"firing\", instance=\"a\", team=\"x\"} ";
        var began = forState + dev.tocsin.notation.GoFloat.general(since);
        new Story(rule)
                .at("0", "a")
                .expectRecorded(pending + "1", began)
                .at("1m", "a")
                .expectRecorded(firing + "1", began, pending + "end")
                .at("2m")
                .expectRecorded(firing + "end", forState + "end")
                .at("3m")
                .expectRecorded();
    }

    @Test
    void theSeriesOfAnAlertEndWithItAfterARestartToo() {
        new Story(alert("HighLoad", "load", "1m", ""))
                .at("0", "a")
                .restart()
                .at("1m")
                .expectRecorded(
                        "ALERTS{alertname=\"HighLoad\", alertstate=\"pending\", instance=\"a\"} end",
                        "ALERTS_FOR_STATE{alertname=\"HighLoad\", instance=\"a\"} end");
    }

    @Test
    void theQueryOffsetMovesTheQuestionAndTheSamplesButNotTheAlert() {
        var draft =
                new RuleGroupDraft("app", "node", "1m", "30s", 0, Map.of(), List.of(alert("HighLoad", "load", "", "")));
        var story = new Story(Groups.valid(draft)).at("1m", "a");
        assertThat(story.queriedBefore("1m")).isEqualTo(Duration.ofSeconds(30));
        assertThat(story.last().recorded()).allMatch(sample -> sample.at().equals(Story.time("30s")));
        assertThat(story.alert().state()).isEqualTo(new AlertState.Firing(Story.time("1m"), Story.time("1m")));
    }
}

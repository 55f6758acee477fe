package dev.tocsin.explain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.explain.Explanation.Answer;
import dev.tocsin.explain.Explanation.Result;
import dev.tocsin.explain.Explanation.Stage;
import dev.tocsin.explain.Explanation.Step;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The sentences of explanations are an interface: clients compare them. */
class ExplainerTest {
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', maxCharsPerColumn = 1000, textBlock = """
            # story          | stops at   | verdict | what would have to change
            no rule          | RULE       | No rule makes an alert with these labels, and no client has posted one. | A rule with this alertname, or a client that posts the alert.
            no result        | RULE       | Rule Slow of group ns/web had no result with these labels at 2026-01-01T11:59:50Z. | The expression of the rule must have a result with these labels.
            not evaluated    | RULE       | Rule Slow of group ns/web was not evaluated yet. | The group must be evaluated.
            rule fails       | RULE       | Rule Slow of group ns/web failed at 2026-01-01T11:59:50Z: no such function. | The expression of the rule must be evaluated without an error.
            pending          | RULE       | The alert is pending since 2026-01-01T11:59:00Z: 'for: 5m' ends at 2026-01-01T12:04:00Z, in 4m. | The condition must hold until 2026-01-01T12:04:00Z.
            no configuration | ROUTE      | There is no configuration, so no receiver is told of anything. | A configuration: 'tocsin config apply FILE'.
            no integration   | DELIVERY   | Receiver team has no integration, so nothing is sent. | The receiver must have an integration, or the alert must match another route.
            group_wait       | GROUP      | Group {job="api"} of 1 alert(s) waits for group_wait (30s): the next flush is at 2026-01-01T12:00:12Z, in 12s. | Nothing: the group is flushed at 2026-01-01T12:00:12Z.
            group_interval   | GROUP      | Group {job="api"} of 2 alert(s) waits for group_interval (5m): the next flush is at 2026-01-01T12:00:12Z, in 12s. | Nothing: the group is flushed at 2026-01-01T12:00:12Z.
            inhibited        | INHIBITION | Inhibited by alert {alertname="Down", job="api"}, which has the same job. | The inhibiting alert must resolve.
            muted by time    | TIME       | Muted by the time interval night. | The time interval must end.
            outside of time  | TIME       | Outside of the time interval office. | The time interval must begin.
            silenced         | SILENCE    | Silenced by s1 of ann until 2026-01-01T14:00:00Z (deploy). | The silence must end: at 2026-01-01T14:00:00Z, or expired before.
            resolved before  | DEDUP      | The alert resolved before the receiver was told that it fires, so there is nothing to tell. | The alert must fire until the group is flushed.
            claimed          | CLAIM      | Instance two has claimed the notification and sends it; its claim ends in 9s. | Nothing: if two does not send it, another instance does after 2026-01-01T12:00:09Z.
            unclaimed        | CLAIM      | No instance has claimed the notification yet: one is the first that may. | Nothing: an instance is about to claim it.
            delivery failed  | DELIVERY   | The delivery by two failed at 2026-01-01T11:59:58Z after 3 attempt(s): 500 Internal Server Error. | The receiver must accept the notification.
            refused          | DELIVERY   | The receiver has refused the notification; no instance tries again before 2026-01-01T12:04:00Z. | The receiver must accept the notification at the next flush.
            not kept         | TOLD       | Not known: deliveries before 2026-01-01T11:59:30Z are not kept. | ``
            """)
    void saysWhereItStopped(String story, Stage stage, String verdict, String change) {
        var answer = answer(story);
        assertThat(answer.told()).isFalse();
        assertThat(answer.verdict()).isEqualTo(verdict);
        assertThat(answer.change()).isEqualTo(change);
        var stops = answer.steps().stream()
                .filter(step -> step.result() == Result.STOPS)
                .toList();
        assertThat(stops).extracting(Step::stage).containsExactly(stage);
        assertThat(answer.steps().stream()
                        .filter(step -> step.stage().compareTo(stage) > 0)
                        .map(Step::result))
                .allMatch(Result.NOT_REACHED::equals);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', maxCharsPerColumn = 1000, textBlock = """
            # story           | verdict
            told              | Told at 2026-01-01T11:59:58Z by two (first notification), after 20 ms.
            told and silenced | Told at 2026-01-01T11:59:58Z by two (first notification), after 20 ms.
            told by entry     | Told at 2026-01-01T11:59:58Z by two (first notification), after 20 ms.
            told of its end   | Told at 2026-01-01T11:59:58Z by two (first notification), after 20 ms. Told that it resolved at 2026-01-01T11:59:59Z by one.
            end not told      | Told at 2026-01-01T11:59:58Z by two (first notification), after 20 ms. Not told yet that it resolved.
            """)
    void saysWhenTheReceiverWasTold(String story, String verdict) {
        var explanation = Explainer.explain(new ExplainedStory(story).facts());
        assertThat(explanation.told()).isTrue();
        assertThat(explanation.verdict()).isEqualTo(verdict);
        assertThat(explanation.change()).isEmpty();
    }

    @Test
    void saysWhenTheNextNotificationIsDue() {
        assertThat(texts(answer("told")))
                .contains("DEDUP STOPS Nothing is new since the notification of 2026-01-01T11:59:58Z; it is repeated in"
                        + " 3h59m58s.");
    }

    @Test
    void answersForEachIntegrationOfEachRoute() {
        var explanation = Explainer.explain(new ExplainedStory("two routes").facts());
        assertThat(explanation.answers())
                .extracting(answer -> answer.receiver() + " " + answer.integration() + " " + answer.told())
                .containsExactly("team webhook[0] true", "boss webhook[0] false");
        assertThat(explanation.told()).isFalse();
        assertThat(explanation.verdict()).startsWith("Silenced by").doesNotContain("Told");
    }

    @Test
    void namesEveryStage() {
        assertThat(answer("told").steps()).extracting(Step::stage).containsExactly(Stage.values());
        assertThat(answer("told").steps().stream()
                        .filter(step -> step.result() == Result.PASS)
                        .map(Step::text))
                .containsExactly(
                        "No rule made the alert: a client has posted it.",
                        "The alert fires since 2026-01-01T11:59:00Z.",
                        "Matched by the default route: receiver team.",
                        "Group {job=\"api\"} of 1 alert(s): the next flush is at 2026-01-01T12:00:12Z.",
                        "No alert inhibits it.",
                        "No time interval applies.",
                        "No silence matches.",
                        "Told at 2026-01-01T11:59:58Z by two (first notification), after 20 ms.");
    }

    private static Answer answer(String story) {
        return Explainer.explain(new ExplainedStory(story).facts()).answers().get(0);
    }

    private static List<String> texts(Answer answer) {
        return answer.steps().stream()
                .map(step -> Arrays.asList(step.stage(), step.result(), step.text()).stream()
                        .map(Object::toString)
                        .collect(Collectors.joining(" ")))
                .toList();
    }
}

package dev.tocsin.notifier;

import static dev.tocsin.notifier.AcceptanceSupport.config;
import static dev.tocsin.notifier.TestCluster.TestAlert.alert;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.explain.Explainer;
import dev.tocsin.explain.Explanation;
import dev.tocsin.explain.Explanation.Result;
import dev.tocsin.explain.Explanation.Stage;
import dev.tocsin.labels.Labels;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Explanations agree with what happened: asked all the time for every alert, told or not, on one instance and on three. */
class ExplainedScenariosTest {
    private static final Labels SLOW = Labels.of("alertname", "Slow");
    private static final Labels DOWN = Labels.of("alertname", "Down");
    private static final double END = 12;

    @ParameterizedTest(name = "{0}, {1} instance(s): {2}")
    @CsvSource(delimiter = '|', textBlock = """
            # story        | instances | why the receiver is not told of Slow at the end
            told           | 1         | told
            told           | 3         | told
            silenced       | 1         | SILENCE
            silenced       | 3         | SILENCE
            silenced later | 3         | told
            inhibited      | 1         | INHIBITION
            inhibited      | 3         | INHIBITION
            muted by time  | 3         | TIME
            waiting        | 1         | GROUP
            waiting        | 3         | GROUP
            failing        | 1         | DELIVERY
            failing        | 3         | DELIVERY
            recovered      | 3         | told
            resolved       | 3         | told
            unknown        | 3         | RULE
            """)
    void agreesWithWhatHappened(String story, int instances, String expected) {
        var cluster = cluster(story, instances);
        var last = "";
        for (var second = 1.5; second < END; second += 0.5) {
            cluster.runUntil(second);
            for (var labels : List.of(SLOW, DOWN)) {
                var explanation = Explainer.explain(cluster.facts(labels));
                assertThat(explanation.told())
                        .as("%s at %s s: %s; received %s", labels, second, explanation, cluster.receiver(0).received)
                        .isEqualTo(hasReceived(cluster, labels));
                last = labels.equals(SLOW) ? summary(explanation) : last;
            }
        }
        assertThat(last).isEqualTo(expected);
    }

    private static boolean hasReceived(TestCluster cluster, Labels labels) {
        return cluster.receiver(0).received.stream()
                .flatMap(notification -> notification.alerts().stream())
                .anyMatch(text -> text.startsWith(labels.get("alertname") + " from") && !text.contains(" until "));
    }

    private static String summary(Explanation explanation) {
        return explanation.told()
                ? "told"
                : explanation.answers().get(0).steps().stream()
                        .filter(step -> step.result() == Result.STOPS)
                        .map(Explanation.Step::stage)
                        .map(Stage::name)
                        .findFirst()
                        .orElseThrow();
    }

    private static TestCluster cluster(String story, int instances) {
        var cluster = new TestCluster(instances, yaml(story));
        if (!story.equals("unknown")) {
            cluster.post(1, alert("Slow"), alert("Down"));
        }
        switch (story) {
            case "silenced" -> cluster.at(0.5, () -> cluster.silence("alertname=Slow", 0.5, 100));
            case "silenced later" -> cluster.at(6, () -> cluster.silence("alertname=Slow", 6, 100));
            case "failing" -> cluster.receiver(0).fails = at -> true;
            case "recovered" -> cluster.receiver(0).fails = at -> at < 5;
            case "resolved" -> cluster.post(6, alert("Slow").from(1).until(6));
            default -> {
                // Nothing else happens.
            }
        }
        return cluster;
    }

    private static String yaml(String story) {
        var wait = story.equals("waiting") ? "100s" : "1s";
        var route =
                config("group_by: [alertname]\ngroup_wait: %s\ngroup_interval: 2s\nrepeat_interval: 1h".formatted(wait)
                        + (story.equals("muted by time")
                                ? "\nroutes:\n- matchers: [alertname=~\".+\"]\n  mute_time_intervals: [always]"
                                : ""));
        return switch (story) {
            case "inhibited" ->
                "inhibit_rules:\n- source_matchers: [alertname=Down]\n  target_matchers: [alertname=Slow]\n" + route;
            case "muted by time" ->
                "time_intervals:\n- name: always\n  time_intervals: [{years: ['2000:2100']}]\n" + route;
            default -> route;
        };
    }
}

package dev.tocsin.explain;

import dev.tocsin.explain.Explanation.Answer;
import dev.tocsin.explain.Explanation.Stage;
import java.util.List;

/** Explains from recorded facts whether the receivers of an alert were told of it. */
public final class Explainer {
    private Explainer() {}

    public static Explanation explain(Facts facts) {
        var steps = new AlertSteps(facts).steps();
        var answers = facts.config().isEmpty() ? List.of(withoutConfig(steps)) : answers(facts, steps);
        var told = answers.stream().allMatch(Answer::told);
        var decisive =
                answers.stream().filter(answer -> !answer.told()).findFirst().orElse(answers.get(0));
        return new Explanation(facts.labels(), facts.at(), told, decisive.verdict(), decisive.change(), answers);
    }

    private static List<Answer> answers(Facts facts, Steps steps) {
        return new RouteSteps(facts, facts.config().orElseThrow()).answers(steps);
    }

    private static Answer withoutConfig(Steps steps) {
        if (!steps.isStopped()) {
            steps.stop(
                    Stage.ROUTE,
                    "There is no configuration, so no receiver is told of anything.",
                    "A configuration: 'tocsin config apply FILE'.");
        }
        return new Answer("", "", steps.all(), false, steps.stop().orElseThrow().text(), steps.change());
    }
}

package dev.tocsin.explain;

import dev.tocsin.explain.Explanation.Evidence;
import dev.tocsin.explain.Explanation.Result;
import dev.tocsin.explain.Explanation.Stage;
import dev.tocsin.explain.Explanation.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Steps in their order. After the first step that stops, the others are not reached. */
final class Steps {
    private final List<Step> steps = new ArrayList<>();
    private String change = "";
    private Step stop;

    /** A copy, for each of several receivers. */
    Steps copy() {
        var copy = new Steps();
        copy.steps.addAll(steps);
        copy.change = change;
        copy.stop = stop;
        return copy;
    }

    Steps pass(Stage stage, String text, Evidence... evidence) {
        return add(stage, Result.PASS, text, evidence);
    }

    Steps unknown(Stage stage, String text, Evidence... evidence) {
        return add(stage, Result.UNKNOWN, text, evidence);
    }

    /** @param whatWouldChange what would have to change, as a sentence */
    Steps stop(Stage stage, String text, String whatWouldChange, Evidence... evidence) {
        add(stage, Result.STOPS, text, evidence);
        if (stop == null) {
            stop = steps.get(steps.size() - 1);
            change = whatWouldChange;
        }
        return this;
    }

    /** Adds a step that is known although an earlier one stops. */
    Steps known(Stage stage, String text, Evidence... evidence) {
        steps.add(new Step(stage, Result.PASS, text, List.of(evidence)));
        return this;
    }

    private Steps add(Stage stage, Result result, String text, Evidence... evidence) {
        if (!isStopped()) {
            steps.add(new Step(stage, result, text, List.of(evidence)));
        }
        return this;
    }

    boolean isStopped() {
        return stop != null;
    }

    /** The first step that stops. */
    Optional<Step> stop() {
        return Optional.ofNullable(stop);
    }

    String change() {
        return change;
    }

    /** All steps; those that were not added are not reached. */
    List<Step> all() {
        var all = new ArrayList<Step>();
        for (var stage : Stage.values()) {
            all.add(steps.stream()
                    .filter(step -> step.stage() == stage)
                    .findFirst()
                    .orElseGet(() -> new Step(stage, Result.NOT_REACHED, "Not reached.", List.of())));
        }
        return all;
    }
}

package dev.tocsin.explain;

import dev.tocsin.labels.Labels;
import java.time.Instant;
import java.util.List;

/**
 * The answer to the question why a receiver was told of an alert, or why not.
 *
 * @param told whether each receiver was told
 * @param verdict one sentence
 * @param change what would have to change for a notification; empty if every receiver was told
 * @param answers one for each integration of each receiver; one without a receiver if the alert reaches none
 */
public record Explanation(
        Labels labels, Instant at, boolean told, String verdict, String change, List<Answer> answers) {
    public Explanation {
        answers = List.copyOf(answers);
    }

    /**
     * The answer for one integration of one receiver.
     *
     * @param receiver empty if the alert reaches no receiver
     * @param integration such as {@code webhook[0]}
     */
    public record Answer(
            String receiver, String integration, List<Step> steps, boolean told, String verdict, String change) {
        public Answer {
            steps = List.copyOf(steps);
        }
    }

    /** One step of the pipeline. @param text one or two sentences */
    public record Step(Stage stage, Result result, String text, List<Evidence> evidence) {
        public Step {
            evidence = List.copyOf(evidence);
        }
    }

    /** The steps, in their order. */
    public enum Stage {
        RULE,
        ALERT,
        ROUTE,
        GROUP,
        INHIBITION,
        TIME,
        SILENCE,
        DEDUP,
        CLAIM,
        DELIVERY,
        TOLD
    }

    /** The result of a step. */
    public enum Result {
        PASS("pass"),
        STOPS("stops"),
        NOT_REACHED("notReached"),
        UNKNOWN("unknown");

        private final String text;

        Result(String text) {
            this.text = text;
        }

        /** The name in the API. */
        public String text() {
            return text;
        }
    }

    /**
     * A recorded fact.
     *
     * @param at {@link Instant#EPOCH} if it has no time
     * @param offset in the cluster log; -1 if it has none
     * @param kind such as {@code silence}, with {@code id}, for a link; the id of a group is that of links
     */
    public record Evidence(String text, Instant at, long offset, String kind, String id) {
        static Evidence of(String text, Instant at, String kind, String id) {
            return new Evidence(text, at, -1, kind, id);
        }
    }
}

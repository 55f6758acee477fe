package dev.tocsin.evaluator;

import dev.tocsin.evaluation.rules.GroupEvaluationResult;

/** Passes the findings of one group to the comparison of instances. Used on the loop only. */
final class GroupFindings {
    /** After an instance has joined, or a group was edited, results may differ for this number of ticks. */
    private static final int SETTLING_TICKS = 3;

    private final Agreement agreement;
    /** Ticks that were evaluated without a gap, and without a change of the group. */
    private int consecutive;

    GroupFindings(Agreement agreement) {
        this.agreement = agreement;
    }

    /** @param before the group before the evaluation */
    void evaluated(RuleGroupStatus before, GroupEvaluationResult result) {
        consecutive = before.isNextTick(result.tick()) ? consecutive + 1 : 0;
        // Instances ask data sources at other times, so their answers can differ.
        if (consecutive >= SETTLING_TICKS && !before.group().asksDataSources()) {
            var group = before.group();
            agreement.found(result.tick(), group.key(), group.definitionHash(), ResultHash.of(result));
        }
    }

    /** The group was edited. */
    void restart() {
        consecutive = 0;
    }
}

package dev.tocsin.evaluation.rules;

import dev.tocsin.labels.Labels;
import dev.tocsin.limits.Limit;

/** A rule cannot use the result of its expression. */
final class RuleFailedException extends RuntimeException {
    /** Characters that the series of an alert have beside the labels of the alert. */
    private static final int ALERT_SERIES = 64;

    RuleFailedException(String why) {
        super(why);
    }

    /** Returns labels of a rule's result, if its series can be stored. @throws RuleFailedException if they are too long */
    static Labels requireWithinLimit(Labels labels) {
        var length = labels.length();
        if (length > Limit.LABEL_SET.value() - ALERT_SERIES) {
            throw new RuleFailedException(
                    "labels after applying rule labels have %d characters, but the maximum is %d: shorten the labels of the rule"
                            .formatted(length, Limit.LABEL_SET.value() - ALERT_SERIES));
        }
        return labels;
    }
}

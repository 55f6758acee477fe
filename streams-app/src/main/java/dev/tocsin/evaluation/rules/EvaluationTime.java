package dev.tocsin.evaluation.rules;

import java.time.Instant;

/**
 * The two times of an evaluation.
 *
 * @param tick of the alerts and of templates
 * @param data of the expressions and of what is written: the tick less the group's query offset
 */
record EvaluationTime(Instant tick, Instant dataTime) {
    static EvaluationTime of(RuleGroup group, Instant tick) {
        return new EvaluationTime(tick, tick.minus(group.queryOffset()));
    }
}

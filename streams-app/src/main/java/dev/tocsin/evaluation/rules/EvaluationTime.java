package dev.tocsin.evaluation.rules;

import java.time.Instant;

/**
 * The two times of an evaluation.
 *
 * @param tick time of alert states and templates
 * @param dataTime time of queries and recorded samples: the tick minus the group's query offset
 */
record EvaluationTime(Instant tick, Instant dataTime) {
    static EvaluationTime of(RuleGroup group, Instant tick) {
        return new EvaluationTime(tick, tick.minus(group.queryOffset()));
    }
}

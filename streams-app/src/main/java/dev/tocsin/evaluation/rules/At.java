package dev.tocsin.evaluation.rules;

import java.time.Instant;

/**
 * The two times of an evaluation.
 *
 * @param tick of the alerts and of templates
 * @param data of the expressions and of what is written: the tick less the group's query offset
 */
record At(Instant tick, Instant data) {
    static At of(RuleGroup group, Instant tick) {
        return new At(tick, tick.minus(group.queryOffset()));
    }
}

package dev.tocsin.evaluator;

import dev.tocsin.evaluation.rules.QueryAnswer;
import dev.tocsin.evaluation.rules.Rule;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * The answers of data sources to the rules of one group at one tick.
 *
 * @param instance the instance that asked
 * @param byRule by rule uid
 */
record GroupAnswers(Instant tick, String instance, Map<String, QueryAnswer> byRule) {
    static final GroupAnswers NONE = new GroupAnswers(TickBarrier.NO_TICK, "", Map.of());

    GroupAnswers {
        byRule = Map.copyOf(byRule);
    }

    QueryAnswer of(Rule rule) {
        return byRule.getOrDefault(rule.uid(), new QueryAnswer.Failed("its data source gave no answer for this tick"));
    }

    long failures() {
        return byRule.values().stream().filter(QueryAnswer::isFailed).count();
    }

    /** Whether there is an answer to each of these rules. */
    boolean hasAll(List<Rule> rules) {
        return rules.stream().allMatch(rule -> byRule.containsKey(rule.uid()));
    }

    /** The warnings of the data source about the query of a rule. */
    List<String> warnings(Rule rule) {
        return byRule.get(rule.uid()) instanceof QueryAnswer.Elements answered ? answered.warnings() : List.of();
    }
}

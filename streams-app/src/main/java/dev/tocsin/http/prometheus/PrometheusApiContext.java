package dev.tocsin.http.prometheus;

import dev.tocsin.evaluation.promql.engine.Engine;
import dev.tocsin.evaluation.samples.Queryable;
import dev.tocsin.evaluator.RuleGroupStatus;
import java.util.List;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * Dependencies of the Prometheus API.
 *
 * @param ruleGroups the groups that this instance evaluates, in any order
 * @param ruleGroupProblem why the newest record of a group, given by its key, is not used; empty if it is used
 */
public record PrometheusApiContext(
        Supplier<List<RuleGroupStatus>> ruleGroups,
        UnaryOperator<String> ruleGroupProblem,
        Engine engine,
        Queryable queryable) {}

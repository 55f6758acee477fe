package dev.tocsin.http.prometheus;

import dev.tocsin.evaluation.promql.engine.Engine;
import dev.tocsin.evaluation.samples.Queryable;

/** The evaluating half of an instance, as the API asks it. */
public record PrometheusApiContext(RuleStatuses ruleStatuses, Engine engine, Queryable queryable) {}

package dev.tocsin.evaluation.rules;

import dev.tocsin.evaluation.promql.Expr;
import dev.tocsin.evaluation.promql.vectors.Value;
import dev.tocsin.labels.Labels;
import java.net.URI;
import java.time.Instant;
import java.util.List;

/** Queries and samples of one evaluation of a group. */
public interface RuleEvaluationContext {
    /**
     * Parses an expression of a template.
     *
     * @throws dev.tocsin.evaluation.promql.PromqlSyntaxException if the expression is invalid with the enabled features
     */
    Expr parse(String text);

    /**
     * Result of an expression at an instant, as a vector. Includes samples of earlier rules.
     *
     * @throws QueryFailedException if the query fails
     */
    List<Value.Element> query(Expr expr, Instant at);

    /**
     * The answer of the data source of a rule.
     *
     * @throws QueryFailedException if there is no answer
     */
    default List<Value.Element> answer(Rule rule) {
        throw new QueryFailedException("data source %s cannot be asked here"
                .formatted(rule.expression().dataSource()));
    }

    /**
     * Result of the expression of a rule.
     *
     * @param at time of a query over samples
     * @throws QueryFailedException if the query fails
     */
    default List<Value.Element> result(Rule rule, Instant at) {
        return rule.expression().overSamples().map(expr -> query(expr, at)).orElseGet(() -> answer(rule));
    }

    /**
     * Stores the samples of a rule, so that later rules can query them. Called once after each rule.
     *
     * @return why some samples were not stored; empty if all were
     */
    String append(List<RecordedSample> samples);

    /** External labels and URL for templates. */
    Origin origin();

    /**
     * External labels and URL.
     *
     * @param externalLabels of the whole cluster
     * @param externalUrl address of the instance for users
     */
    record Origin(Labels externalLabels, URI externalUrl) {}
}

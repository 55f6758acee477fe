package dev.tocsin.evaluation.rules;

import dev.tocsin.evaluation.promql.Expr;
import java.util.Optional;

/** The expression of a rule: PromQL over the samples of the instances, or a query that a data source answers. */
public sealed interface RuleExpression {
    /** The expression as text, for people. */
    String text();

    /** The expression over samples; empty if a data source answers the query. */
    default Optional<Expr> overSamples() {
        return Optional.empty();
    }

    /** The name of the data source that answers the query; empty for an expression over samples. */
    default String dataSource() {
        return "";
    }

    /** Whether a data source answers the query. */
    default boolean asksDataSource() {
        return overSamples().isEmpty();
    }

    /** A text that differs for expressions that differ. */
    String identity();

    /** PromQL over the samples of the instances. */
    record OverSamples(Expr expr) implements RuleExpression {
        @Override
        public String text() {
            return expr.toString();
        }

        @Override
        public Optional<Expr> overSamples() {
            return Optional.of(expr);
        }

        @Override
        public String identity() {
            return expr.toString();
        }
    }

    /** A query as its data source reads it. */
    record DataSourceQuery(String dataSource, String query) implements RuleExpression {
        @Override
        public String text() {
            return query;
        }

        @Override
        public String identity() {
            return query + '\0' + dataSource;
        }
    }
}

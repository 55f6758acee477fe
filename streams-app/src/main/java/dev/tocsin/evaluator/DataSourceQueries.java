package dev.tocsin.evaluator;

import dev.tocsin.evaluation.rules.QueryAnswer;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;

/** Asks data sources for the rules of this instance. Thread-safe. */
public interface DataSourceQueries {
    /** There are no data sources. */
    DataSourceQueries NONE = new DataSourceQueries() {
        @Override
        public String instance() {
            return "";
        }

        @Override
        public boolean isAskedByOne(String dataSource) {
            return false;
        }

        @Override
        public CompletableFuture<QueryAnswer> ask(String dataSource, String query, Instant at, Duration limit) {
            return CompletableFuture.completedFuture(new QueryAnswer.Failed(
                    "there is no data source '%s': apply one with 'tocsin datasources apply'".formatted(dataSource)));
        }
    };

    /** The name of this instance. */
    String instance();

    /** Whether only the preferred instance of a group asks the data source ({@code ask: one}). */
    boolean isAskedByOne(String dataSource);

    /**
     * Sends a query.
     *
     * @param at the evaluation time of the query
     * @param limit time after which there is a failed answer at the latest, retries included
     * @return never fails
     */
    CompletableFuture<QueryAnswer> ask(String dataSource, String query, Instant at, Duration limit);

    /** Whether queries are sent. If not, as in a replay, answers are taken from the samples topic only. */
    default boolean isAsking() {
        return true;
    }
}

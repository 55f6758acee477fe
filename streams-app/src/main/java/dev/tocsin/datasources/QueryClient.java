package dev.tocsin.datasources;

import dev.tocsin.evaluation.rules.QueryAnswer;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;

/** Sends single queries to one data source. */
interface QueryClient extends AutoCloseable {
    /**
     * Result of one attempt.
     *
     * @param isRetryable whether another attempt can succeed; false for an answer
     * @param retryAfter wait that the data source asks for; zero for none
     */
    record Attempt(QueryAnswer answer, boolean isRetryable, Duration retryAfter) {
        static Attempt of(QueryAnswer answer) {
            return new Attempt(answer, false, Duration.ZERO);
        }

        static Attempt permanent(String reason) {
            return of(new QueryAnswer.Failed(reason));
        }

        static Attempt retryable(String reason) {
            return new Attempt(new QueryAnswer.Failed(reason), true, Duration.ZERO);
        }
    }

    /** Sends a query. Cancelling the result ends the query. @param timeout the result never comes later than this */
    CompletableFuture<Attempt> send(String query, Instant at, Duration timeout);

    @Override
    void close();
}

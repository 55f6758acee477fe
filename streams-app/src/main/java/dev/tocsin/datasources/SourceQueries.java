package dev.tocsin.datasources;

import dev.tocsin.evaluation.rules.QueryAnswer;
import dev.tocsin.limits.Limit;
import dev.tocsin.timing.Causes;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * The queries of one data source: bounded in number, repeated after passing errors, and counted. Thread-safe.
 */
final class SourceQueries implements AutoCloseable {
    private static final Duration FIRST_RETRY = Duration.ofMillis(250);
    private static final int MAX_ATTEMPTS = 3;
    /** With less time left, an attempt is not worth its load. */
    private static final Duration SHORTEST_ATTEMPT = Duration.ofMillis(50);

    private final DataSource source;
    private final QueryClient client;
    private final InstantSource clock;
    private final LongSupplier nanoTime;
    private final Deque<Query> waiting = new ArrayDeque<>();
    private int inFlight;
    private DataSourceStatus status;

    SourceQueries(DataSource source, QueryClient client, InstantSource clock, LongSupplier nanoTime) {
        this.source = source;
        this.client = client;
        this.clock = clock;
        this.nanoTime = nanoTime;
        this.status = DataSourceStatus.of(source);
    }

    DataSource source() {
        return source;
    }

    synchronized DataSourceStatus status() {
        return status.with(inFlight, waiting.size());
    }

    /** Sends a query, as soon as the data source has a free place. */
    CompletableFuture<QueryAnswer> ask(String text, Instant at, Duration limit) {
        var query = new Query(text, at, nanoTime.getAsLong() + limit.toNanos());
        synchronized (this) {
            if (waiting.size() >= Limit.DATA_SOURCE_QUEUE.intValue()) {
                status = status.failed(clock.instant(), "too many queries wait", Duration.ZERO);
                return CompletableFuture.completedFuture(query.failed("too many queries wait for it"));
            }
            waiting.add(query);
        }
        query.result.completeOnTimeout(
                query.failed(
                        "no answer within %d ms, with the time in the queue: it is slow, or max_concurrent is too low"
                                .formatted(limit.toMillis())),
                limit.toMillis(),
                TimeUnit.MILLISECONDS);
        sendNext();
        return query.result;
    }

    private void sendNext() {
        for (var next = poll(); next != null; next = poll()) {
            next.attempt(1);
        }
    }

    private synchronized Query poll() {
        while (inFlight < source.options().maxConcurrent() && !waiting.isEmpty()) {
            var next = waiting.poll();
            if (!next.result.isDone()) {
                inFlight++;
                return next;
            }
        }
        return null;
    }

    private final class Query {
        private final CompletableFuture<QueryAnswer> result = new CompletableFuture<>();
        private final String text;
        private final Instant at;
        private final long deadline;

        /** @param deadline of the monotonic clock */
        Query(String text, Instant at, long deadline) {
            this.text = text;
            this.at = at;
            this.deadline = deadline;
        }

        QueryAnswer failed(String reason) {
            return new QueryAnswer.Failed("data source %s: %s".formatted(source.name(), reason));
        }

        private Duration timeLeft() {
            return Duration.ofNanos(deadline - nanoTime.getAsLong());
        }

        private void attempt(int number) {
            var left = timeLeft();
            var timeout = left.compareTo(source.options().timeout()) < 0
                    ? left
                    : source.options().timeout();
            if (timeout.compareTo(SHORTEST_ATTEMPT) < 0) {
                end(failed("no answer within its time, most of which it waited in the queue"));
                return;
            }
            var started = nanoTime.getAsLong();
            send(timeout)
                    .whenComplete((attempt, error) -> ended(
                            number,
                            error == null ? attempt : QueryClient.Attempt.permanent(Causes.message(error)),
                            Duration.ofNanos(nanoTime.getAsLong() - started)));
        }

        private CompletableFuture<QueryClient.Attempt> send(Duration timeout) {
            try {
                return client.send(text, at, timeout);
            } catch (RuntimeException e) {
                return CompletableFuture.failedFuture(e);
            }
        }

        private void ended(int number, QueryClient.Attempt attempt, Duration took) {
            if (attempt.answer() instanceof QueryAnswer.Failed failed) {
                note(status -> status.failed(clock.instant(), failed.reason(), took));
                var wait = wait(number, attempt);
                if (attempt.isRetryable()
                        && number < MAX_ATTEMPTS
                        && wait.plus(SHORTEST_ATTEMPT).compareTo(timeLeft()) < 0) {
                    CompletableFuture.delayedExecutor(wait.toMillis(), TimeUnit.MILLISECONDS)
                            .execute(() -> attempt(number + 1));
                    return;
                }
                end(failed(failed.reason()));
                return;
            }
            note(status -> status.answered(clock.instant(), took));
            end(attempt.answer());
        }

        private Duration wait(int number, QueryClient.Attempt attempt) {
            var backoff = FIRST_RETRY.multipliedBy(1L << (number - 1));
            return attempt.retryAfter().compareTo(backoff) > 0 ? attempt.retryAfter() : backoff;
        }

        private void end(QueryAnswer answer) {
            synchronized (SourceQueries.this) {
                inFlight--;
            }
            result.complete(answer);
            sendNext();
        }
    }

    private synchronized void note(java.util.function.UnaryOperator<DataSourceStatus> change) {
        status = change.apply(status);
    }

    @Override
    public void close() {
        client.close();
    }
}

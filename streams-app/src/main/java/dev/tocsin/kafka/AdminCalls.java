package dev.tocsin.kafka;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.TimeoutException;

/** Waits for futures of the admin client, which end with the timeouts of the client. */
public final class AdminCalls {
    private static final long MAX_BACKOFF_MILLIS = 100;

    private AdminCalls() {}

    /** @throws ExecutionException if the request failed */
    public static <T> T await(KafkaFuture<T> answer) throws ExecutionException {
        try {
            return answer.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaUnreachableException("interrupted while waiting for Kafka", e);
        }
    }

    /** Sleeps before the next attempt: 5 ms for each attempt so far, at most 100 ms. */
    public static void backoff(int attempt) {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(Math.min(attempt * 5L, MAX_BACKOFF_MILLIS)));
    }

    /** @param what failed, as in {@code cannot create topics} */
    public static KafkaUnreachableException unreachable(String what, ExecutionException e) {
        var why = e.getCause() instanceof TimeoutException
                ? "Kafka does not answer; check that it runs and that kafka.bootstrap.servers is right"
                : e.getCause().getMessage();
        return new KafkaUnreachableException(what + ": " + why, e.getCause());
    }
}

package dev.tocsin.kafka;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.TimeoutException;

/** Waiting for Kafka's answers; the clients' own timeouts bound it. */
public final class AdminCalls {
    private static final long MAX_BACKOFF_MILLIS = 100;

    private AdminCalls() {}

    public static <T> T await(KafkaFuture<T> answer) throws ExecutionException {
        try {
            return answer.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaUnreachableException("interrupted while Kafka was asked", e);
        }
    }

    /** A pause between two looks, longer with each. */
    public static void backoff(int look) {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(Math.min(look * 5L, MAX_BACKOFF_MILLIS)));
    }

    public static KafkaUnreachableException unreachable(String what, ExecutionException e) {
        var why = e.getCause() instanceof TimeoutException
                ? "Kafka does not answer; see to it that it runs and that kafka.bootstrap.servers names it"
                : e.getCause().getMessage();
        return new KafkaUnreachableException(what + ": " + why, e.getCause());
    }
}

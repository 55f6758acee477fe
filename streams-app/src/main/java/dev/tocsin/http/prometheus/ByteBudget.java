package dev.tocsin.http.prometheus;

import dev.tocsin.http.common.ApiException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/** Limits the bytes that all requests of a kind have in memory at the same time. Thread-safe. */
final class ByteBudget {
    private final long total;
    private final AtomicLong used = new AtomicLong();

    ByteBudget(long total) {
        this.total = total;
    }

    /** Returns whether the bytes were taken. They must be released later. */
    boolean tryAcquire(long bytes) {
        if (used.addAndGet(bytes) <= total) {
            return true;
        }
        release(bytes);
        return false;
    }

    /** Returns a share that has no bytes yet. @param busy creates the error for a request that gets none because others have them */
    Share share(Supplier<ApiException> busy) {
        return new Share(busy);
    }

    /** The bytes of one request. Used by one thread at a time. */
    final class Share {
        private final Supplier<ApiException> busy;
        private long bytes;

        private Share(Supplier<ApiException> busy) {
            this.busy = busy;
        }

        /**
         * @throws IllegalArgumentException if the request needs more bytes than there are for all
         * @throws ApiException if other requests have them
         */
        void add(long more) {
            if (bytes + more > total) {
                throw new IllegalArgumentException(
                        "it needs more than %d bytes of memory, which is the limit; send less per request"
                                .formatted(total));
            }
            if (!tryAcquire(more)) {
                throw busy.get();
            }
            bytes += more;
        }

        /** Gives all bytes back. */
        void release() {
            ByteBudget.this.release(bytes);
            bytes = 0;
        }
    }

    void release(long bytes) {
        used.addAndGet(-bytes);
    }
}

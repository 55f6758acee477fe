package dev.tocsin.http;

import dev.tocsin.http.common.DeferredRequest;
import dev.tocsin.telemetry.Telemetry;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.io.content.ByteBufferContentSource;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.NanoTime;

/**
 * Reads the body of each request before the request is handled. No thread waits for a slow client: the body is read when
 * bytes arrive. A body that is too slow is answered with 408. Of a body that is too large, only one byte beyond the
 * limit is passed on.
 */
final class BodyReader extends Handler.Wrapper {
    private static final long CHECK_MILLIS = 500;
    private static final int FIRST_CAPACITY = 8 * 1024;

    private final HttpBounds bounds;
    private final int maxBodyBytes;
    private final Telemetry telemetry;
    private final AtomicLong allBytes = new AtomicLong();

    BodyReader(HttpBounds bounds, int maxBodyBytes, Telemetry telemetry) {
        this.bounds = bounds;
        this.maxBodyBytes = maxBodyBytes;
        this.telemetry = telemetry;
        telemetry.gauge("tocsin_http_body_bytes", "Bytes of request bodies in memory", allBytes::get);
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        new Body(new DeferredRequest(getHandler(), request, response, callback)).run();
        return true;
    }

    /** The body of one request while it is read. */
    private final class Body implements Runnable {
        private final DeferredRequest deferred;
        private final Request request;
        private final long startedAt = NanoTime.now();
        private final AtomicBoolean ended = new AtomicBoolean();
        private byte[] bytes = {};
        private int length;

        /** Written after the bytes, so that the timer sees them. Beyond the limit they do not change any more. */
        private volatile long received;

        private boolean timed;

        Body(DeferredRequest deferred) {
            this.deferred = deferred;
            this.request = deferred.request();
        }

        /** Reads all that has arrived. */
        @Override
        public void run() {
            while (!ended.get()) {
                var chunk = request.read();
                if (chunk == null) {
                    startTimer();
                    request.demand(this);
                    return;
                }
                if (Content.Chunk.isFailure(chunk)) {
                    fail(chunk.getFailure());
                    return;
                }
                var last = chunk.isLast();
                var accepted = append(chunk.getByteBuffer());
                chunk.release();
                if (!accepted) {
                    refuse(503, "overload", "the bodies of all requests need too much memory; try again");
                } else if (last) {
                    passOn();
                }
            }
        }

        /** Returns false if the bodies of all requests are too large together. */
        private boolean append(ByteBuffer chunk) {
            var arrived = chunk.remaining();
            var used = Math.min(arrived, maxBodyBytes + 1 - length);
            if (length + used > bytes.length) {
                var capacity =
                        Math.min(maxBodyBytes + 1, Math.max(length + used, Math.max(FIRST_CAPACITY, 2 * length)));
                if (!reserve(capacity - bytes.length)) {
                    return false;
                }
                bytes = Arrays.copyOf(bytes, capacity);
            }
            chunk.get(bytes, length, used);
            length += used;
            received += arrived;
            return true;
        }

        private boolean reserve(int more) {
            if (allBytes.addAndGet(more) > bounds.bodyBytes()) {
                allBytes.addAndGet(-more);
                return false;
            }
            Request.addCompletionListener(request, any -> allBytes.addAndGet(-more));
            return true;
        }

        private void startTimer() {
            if (!timed) {
                timed = true;
                checkLater();
            }
        }

        private void checkLater() {
            request.getComponents().getScheduler().schedule(this::check, CHECK_MILLIS, TimeUnit.MILLISECONDS);
        }

        private void check() {
            if (ended.get()) {
                return;
            }
            var elapsed = Duration.ofNanos(NanoTime.since(startedAt));
            var measured = elapsed.minus(bounds.grace());
            if (measured.isNegative()) {
                checkLater();
            } else if (received > maxBodyBytes) {
                getServer().getThreadPool().execute(this::passOn);
            } else if (elapsed.compareTo(bounds.bodyTime()) > 0 || received < bounds.bodyRate() * elapsed.toSeconds()) {
                refuse(
                        408,
                        "slow body",
                        "the body came too slowly: %d bytes in %d s".formatted(received, elapsed.toSeconds()));
            } else {
                checkLater();
            }
        }

        private void refuse(int status, String reason, String text) {
            if (ended.compareAndSet(false, true)) {
                telemetry.requestRefused(reason);
                deferred.response().getHeaders().put(HttpHeader.CONNECTION, "close");
                if (status == 503) {
                    deferred.response().getHeaders().put(HttpHeader.RETRY_AFTER, "1");
                }
                deferred.refuse(status, text);
            }
        }

        // The client is gone, or the idle timeout is over: nobody reads an answer, and nothing is to be logged.
        private void fail(Throwable failure) {
            if (ended.compareAndSet(false, true)) {
                telemetry.requestRefused("aborted");
                deferred.callback().failed(failure);
            }
        }

        private void passOn() {
            if (ended.compareAndSet(false, true)) {
                var body = new ReadRequest(request, ByteBuffer.wrap(bytes, 0, length));
                new DeferredRequest(getHandler(), body, deferred.response(), deferred.callback()).proceed();
            }
        }
    }

    /** A request whose body is in memory. */
    private static final class ReadRequest extends Request.Wrapper {
        private final Content.Source body;

        ReadRequest(Request request, ByteBuffer body) {
            super(request);
            this.body = new ByteBufferContentSource(body);
        }

        @Override
        public Content.Chunk read() {
            return body.read();
        }

        @Override
        public void demand(Runnable callback) {
            body.demand(callback);
        }

        @Override
        public void fail(Throwable failure) {
            body.fail(failure);
        }

        @Override
        public boolean consumeAvailable() {
            return true;
        }
    }
}

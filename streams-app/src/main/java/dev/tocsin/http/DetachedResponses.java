package dev.tocsin.http;

import dev.tocsin.http.common.StreamedResponse;
import dev.tocsin.telemetry.Telemetry;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;

/**
 * Holds each response in memory until it is complete, and sends it then without a waiting thread. A client that reads too
 * slowly is disconnected. If all waiting responses need too much memory, the oldest are given up. A resource can stream its
 * response instead: see {@link StreamedResponse}.
 */
final class DetachedResponses extends Handler.Wrapper {
    private final HttpBounds bounds;
    private final Telemetry telemetry;
    private final Set<Detached> sending = new LinkedHashSet<>();
    private long sendingBytes;

    DetachedResponses(HttpBounds bounds, Telemetry telemetry) {
        this.bounds = bounds;
        this.telemetry = telemetry;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        var detached = new Detached(request, response, callback);
        request.setAttribute(StreamedResponse.ATTRIBUTE, detached.stream);
        return super.handle(request, detached, detached);
    }

    private void started(Detached response) {
        List<Detached> slowest = new ArrayList<>();
        synchronized (this) {
            sending.add(response);
            sendingBytes += response.size();
            var excess = sendingBytes - bounds.responseBytes();
            for (var oldest : sending) {
                if (excess <= 0 || oldest == response) {
                    break;
                }
                slowest.add(oldest);
                excess -= oldest.size();
            }
        }
        slowest.forEach(oldest -> oldest.giveUp("response memory"));
    }

    private synchronized void ended(Detached response) {
        if (sending.remove(response)) {
            sendingBytes -= response.size();
        }
    }

    /** Output that exposes its buffer, so that it is not copied. */
    private static final class Buffer extends ByteArrayOutputStream {
        ByteBuffer view() {
            return ByteBuffer.wrap(buf, 0, count);
        }
    }

    /** One response. It is also the callback of its request. */
    private final class Detached extends Response.Wrapper implements Callback {
        private final Callback callback;
        private final ResponseStream stream;
        private final AtomicBoolean ended = new AtomicBoolean();
        private Buffer buffer = new Buffer();
        private boolean lastWritten;

        Detached(Request request, Response response, Callback callback) {
            super(request, response);
            this.callback = callback;
            this.stream = new ResponseStream(response);
        }

        long size() {
            return buffer.size();
        }

        @Override
        public void write(boolean last, ByteBuffer bytes, Callback written) {
            if (bytes != null && bytes.hasRemaining() && !stream.isOpen()) {
                buffer.writeBytes(BufferUtil.toArray(bytes));
                bytes.position(bytes.limit());
            }
            lastWritten |= last;
            written.succeeded();
        }

        @Override
        public boolean hasLastWrite() {
            return lastWritten || super.hasLastWrite();
        }

        @Override
        public boolean isCompletedSuccessfully() {
            return lastWritten || super.isCompletedSuccessfully();
        }

        @Override
        public void reset() {
            super.reset();
            buffer = new Buffer();
            lastWritten = false;
        }

        /** Sends the response: the request has been handled. */
        @Override
        public void succeeded() {
            if (stream.isOpen()) {
                stream.finish(callback);
                return;
            }
            if (super.hasLastWrite()) {
                callback.succeeded();
                return;
            }
            started(this);
            var millis = bounds.grace().toMillis() + size() * 1000 / bounds.responseRate();
            var timer = getRequest()
                    .getComponents()
                    .getScheduler()
                    .schedule(() -> giveUp("slow reader"), millis, TimeUnit.MILLISECONDS);
            super.write(
                    true,
                    buffer.view(),
                    Callback.from(
                            () -> {
                                timer.cancel();
                                if (end()) {
                                    callback.succeeded();
                                }
                            },
                            failure -> {
                                timer.cancel();
                                if (end()) {
                                    callback.failed(failure);
                                }
                            }));
        }

        @Override
        public void failed(Throwable failure) {
            stream.end();
            if (end()) {
                callback.failed(failure);
            }
        }

        void giveUp(String reason) {
            if (end()) {
                telemetry.requestRefused(reason);
                callback.failed(new TimeoutException("the client reads the response too slowly"));
            }
        }

        private boolean end() {
            ended(this);
            return ended.compareAndSet(false, true);
        }
    }
}

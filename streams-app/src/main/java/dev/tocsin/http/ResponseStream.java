package dev.tocsin.http;

import dev.tocsin.http.common.StreamedResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;

/** Sends the parts of a response at once, each after the one before. At most one part is in memory. */
final class ResponseStream implements StreamedResponse {
    private final Response response;
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private boolean open;
    private boolean writing;
    /** Called with the end of the request; null before. */
    private Callback last;

    /** @param response sends what is written to it */
    ResponseStream(Response response) {
        this.response = response;
    }

    synchronized boolean isOpen() {
        return open;
    }

    @Override
    public synchronized void open(Map<String, String> headers) {
        open = true;
        response.setStatus(200);
        headers.forEach(response.getHeaders()::put);
    }

    @Override
    public boolean trySend(String part) {
        synchronized (this) {
            if (writing || ended.isDone()) {
                return false;
            }
            writing = true;
        }
        var bytes = ByteBuffer.wrap(part.getBytes(StandardCharsets.UTF_8));
        response.write(false, bytes, Callback.from(this::written, failure -> {
            ended.complete(null);
            written();
        }));
        return true;
    }

    private void written() {
        Callback done;
        synchronized (this) {
            writing = false;
            done = last;
        }
        if (done != null) {
            response.write(true, BufferUtil.EMPTY_BUFFER, done);
        }
    }

    @Override
    public void end() {
        ended.complete(null);
    }

    @Override
    public CompletableFuture<Void> ended() {
        return ended;
    }

    /** Ends the response: the request has been handled. @param done called once the client has the end */
    void finish(Callback done) {
        synchronized (this) {
            if (writing) {
                last = done;
                return;
            }
        }
        response.write(true, BufferUtil.EMPTY_BUFFER, done);
    }
}

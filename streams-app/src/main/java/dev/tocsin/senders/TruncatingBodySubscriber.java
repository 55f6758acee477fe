package dev.tocsin.senders;

import java.io.ByteArrayOutputStream;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;

/**
 * The beginning of an answer, as much of it as matters. Where the status has told what it means, nobody waits
 * long for a body: one that is long, slow or endless is cut off.
 */
final class TruncatingBodySubscriber implements BodySubscriber<String> {
    private static final int MAX_BYTES = 256 * 1_024;

    private final CompletableFuture<String> text = new CompletableFuture<>();
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final Duration timeout;
    private Flow.Subscription subscription;

    TruncatingBodySubscriber(Duration patience) {
        this.timeout = patience;
    }

    @Override
    public CompletionStage<String> getBody() {
        return text;
    }

    @Override
    public synchronized void onSubscribe(Flow.Subscription given) {
        subscription = given;
        CompletableFuture.delayedExecutor(timeout.toMillis(), TimeUnit.MILLISECONDS)
                .execute(this::truncate);
        given.request(Long.MAX_VALUE);
    }

    @Override
    public synchronized void onNext(List<ByteBuffer> buffers) {
        for (var buffer : buffers) {
            var part = new byte[Math.min(buffer.remaining(), MAX_BYTES - bytes.size())];
            buffer.get(part);
            bytes.writeBytes(part);
        }
        if (bytes.size() == MAX_BYTES) {
            truncate();
        }
    }

    /** What has come by then is told, though the rest never came. */
    @Override
    public void onError(Throwable error) {
        onComplete();
    }

    @Override
    public synchronized void onComplete() {
        text.complete(bytes.toString(StandardCharsets.UTF_8).strip());
    }

    private synchronized void truncate() {
        if (!text.isDone()) {
            subscription.cancel();
            onComplete();
        }
    }
}

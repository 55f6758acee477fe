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
 * Reads the first 256 KiB of a response body, for at most the timeout. The rest is discarded, so that a large, slow or
 * endless body does not delay the result.
 */
final class TruncatingBodySubscriber implements BodySubscriber<String> {
    private static final int MAX_BYTES = 256 * 1_024;

    private final CompletableFuture<String> text = new CompletableFuture<>();
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final Duration timeout;
    private Flow.Subscription subscription;

    TruncatingBodySubscriber(Duration timeout) {
        this.timeout = timeout;
    }

    @Override
    public CompletionStage<String> getBody() {
        return text;
    }

    @Override
    public synchronized void onSubscribe(Flow.Subscription newSubscription) {
        subscription = newSubscription;
        CompletableFuture.delayedExecutor(timeout.toMillis(), TimeUnit.MILLISECONDS)
                .execute(this::truncate);
        newSubscription.request(Long.MAX_VALUE);
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

    /** The part that was received is the result. */
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

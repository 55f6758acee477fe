package dev.tocsin.senders;

import dev.tocsin.notification.receivers.NotificationRenderer;
import dev.tocsin.notification.receivers.http.WebRequest;
import dev.tocsin.notification.receivers.http.WebResponse;
import dev.tocsin.timing.Threads;
import dev.tocsin.yaml.TemplatedYaml;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.UnaryOperator;

/** Sends HTTP requests that are no notifications, with the settings of their {@code http_config}. */
public final class HttpRequests implements AutoCloseable {
    private static final int THREADS = 2;

    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS, Threads.daemon("http-requests"));
    private final HttpRequestExecutor executor;

    /**
     * @param version Tocsin's version, for the header {@code User-Agent}
     * @param files returns the content of a file, or the value of a reference
     * @param environment variables, for proxies
     */
    public HttpRequests(
            String version, InstantSource clock, UnaryOperator<String> files, Map<String, String> environment) {
        var renderContext = new NotificationRenderer.RenderContext(files, TemplatedYaml::read);
        executor = new HttpRequestExecutor(
                new SenderContext(version, threads, threads, clock, renderContext, Map.copyOf(environment)));
    }

    /**
     * Sends a request and reads the whole response. Cancelling the result cancels the request. There is no timeout.
     *
     * @param maxBytes the result fails if the body has more
     * @return fails if there is no response, with a message for people
     */
    public CompletableFuture<WebResponse> send(WebRequest request, int maxBytes) {
        return executor.execute(request, Map.of(), status -> new BoundedBodySubscriber(maxBytes));
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}

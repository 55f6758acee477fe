package dev.tocsin.senders;

import dev.tocsin.notification.receivers.http.TransportConfig;
import dev.tocsin.notification.receivers.http.WebRequest;
import dev.tocsin.notification.receivers.http.WebResponse;
import dev.tocsin.notification.receivers.http.WebUrl;
import dev.tocsin.timing.Causes;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;

/**
 * Sends HTTP requests with their {@code http_config}, at most 64 at a time to one address. Files of secrets and
 * certificates are read for each request.
 */
final class HttpRequestExecutor {
    private static final Duration BODY_TIMEOUT = Duration.ofSeconds(30);
    private static final Duration SUCCESS_BODY_TIMEOUT = Duration.ofMillis(100);
    private static final Duration ERROR_BODY_TIMEOUT = Duration.ofSeconds(2);
    private static final int MAX_REDIRECTS = 10;
    private static final int MAX_CONCURRENT_PER_ADDRESS = 64;
    private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);
    private static final Set<Integer> METHOD_PRESERVING_REDIRECTS = Set.of(307, 308);

    private final SenderContext context;
    private final HttpClientCache clients;
    private final AuthorizationProvider authorizationProvider;
    private final ConcurrencyLimiter limiter;

    HttpRequestExecutor(SenderContext context) {
        this.context = context;
        this.clients = new HttpClientCache(context);
        this.authorizationProvider = new AuthorizationProvider(context, this);
        this.limiter = new ConcurrencyLimiter(MAX_CONCURRENT_PER_ADDRESS, context.threads());
    }

    /**
     * Sends a request and follows its redirects. Waits while 64 requests to the address are in progress. Cancelling the
     * result cancels the request. The result fails if there is no response, with {@link IllegalArgumentException} if the
     * request is invalid.
     *
     * @param needsBody whether the response's body is needed; otherwise the status suffices
     */
    CompletableFuture<WebResponse> execute(WebRequest request, Map<String, String> headers, boolean needsBody) {
        var call = new Call(headers, request.http().transport(), needsBody);
        limiter.submit(address(request.url()), call.result, () -> call.start(request));
        return call.result;
    }

    /** A request and its redirects. */
    private final class Call {
        private final CompletableFuture<WebResponse> result = new CompletableFuture<>();
        private final Map<String, String> headers;
        private final TransportConfig transport;
        private final boolean needsBody;

        Call(Map<String, String> headers, TransportConfig transport, boolean needsBody) {
            this.headers = headers;
            this.transport = transport;
            this.needsBody = needsBody;
        }

        void start(WebRequest request) {
            authorizationProvider.header(request.http().authorization()).whenComplete((header, error) -> {
                if (error == null) {
                    send(request, header, MAX_REDIRECTS);
                } else {
                    result.completeExceptionally(Causes.unwrap(error));
                }
            });
        }

        private void send(WebRequest request, String authorization, int redirects) {
            try {
                var client = clients.of(transport);
                var exchange = client.sendAsync(
                        toHttpRequest(request, authorization),
                        info -> new TruncatingBodySubscriber(bodyTimeout(info.statusCode())));
                result.whenComplete((done, ended) -> exchange.cancel(true));
                exchange.whenComplete((response, error) -> {
                    if (error == null) {
                        handleResponse(request, response, authorization, redirects);
                    } else {
                        result.completeExceptionally(Causes.unwrap(error));
                    }
                });
            } catch (RuntimeException e) {
                result.completeExceptionally(e);
            }
        }

        // Unless the body is needed, the status of a success suffices. After an error, the error text is read for 2 s.
        private Duration bodyTimeout(int status) {
            return needsBody ? BODY_TIMEOUT : status / 100 == 2 ? SUCCESS_BODY_TIMEOUT : ERROR_BODY_TIMEOUT;
        }

        private void handleResponse(
                WebRequest request, HttpResponse<String> response, String authorization, int redirects) {
            var target = response.headers().firstValue("Location");
            var isRedirect = REDIRECTS.contains(response.statusCode())
                    && target.isPresent()
                    && request.http().followRedirects();
            if (!isRedirect) {
                var type = response.headers().firstValue("Content-Type").orElse("");
                result.complete(new WebResponse(response.statusCode(), type, response.body()));
            } else if (redirects == 0) {
                result.completeExceptionally(
                        new IllegalStateException("stopped after %d redirects".formatted(MAX_REDIRECTS)));
            } else {
                followRedirect(request, response, target.get(), authorization, redirects - 1);
            }
        }

        private void followRedirect(
                WebRequest request, HttpResponse<String> response, String target, String authorization, int redirects) {
            try {
                var next = WebUrl.redirectTarget(response.uri(), target);
                var sameHost = next.getAuthority().equals(response.uri().getAuthority());
                send(
                        redirected(request, next, response.statusCode(), sameHost),
                        sameHost ? authorization : "",
                        redirects);
            } catch (RuntimeException e) {
                result.completeExceptionally(e);
            }
        }

        /** Another host gets neither credentials nor headers. */
        private WebRequest redirected(WebRequest request, URI next, int status, boolean sameHost) {
            var http = sameHost ? request.http() : request.http().withHeaders(Map.of());
            var keeps = METHOD_PRESERVING_REDIRECTS.contains(status)
                    || request.method().equals("GET");
            return new WebRequest(
                    keeps ? request.method() : "GET",
                    next.toString(),
                    sameHost && keeps ? request.headers() : contentType(request),
                    keeps ? request.body() : "",
                    http);
        }

        // The JDK sends headers that begin with Proxy- only to the proxy, in the CONNECT request for a tunnel.
        private void addProxyHeaders(HttpRequest.Builder builder, URI target) {
            if (target.getScheme().equalsIgnoreCase("https")) {
                transport
                        .proxy()
                        .connectHeaders()
                        .forEach((name, values) -> values.forEach(value -> addHeader(
                                name, value.read(context.renderContext().files()), builder::header)));
            }
        }

        private HttpRequest toHttpRequest(WebRequest request, String authorization) {
            var target = WebUrl.of(request.url());
            var builder = HttpRequest.newBuilder(target)
                    .header("User-Agent", "Tocsin/" + context.version())
                    .method(
                            request.method(),
                            request.body().isEmpty()
                                    ? BodyPublishers.noBody()
                                    : BodyPublishers.ofString(request.body()));
            headers.forEach((name, value) -> addHeader(name, value, builder::header));
            request.http()
                    .headers()
                    .forEach((name, values) -> values.forEach(value ->
                            addHeader(name, value.read(context.renderContext().files()), builder::header)));
            addProxyHeaders(builder, target);
            if (!authorization.isEmpty()) {
                addHeader("Authorization", authorization, builder::setHeader);
            }
            request.headers().forEach((name, value) -> addHeader(name, value, builder::setHeader));
            return builder.build();
        }
    }

    // The JDK's message contains the value, which may be secret.
    private static void addHeader(String name, String value, BiConsumer<String, String> header) {
        try {
            header.accept(name, value);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("header %s: invalid name or value".formatted(name));
        }
    }

    // The URL without its query: receivers that share a server have different paths.
    private static String address(String url) {
        var end = url.indexOf('?');
        return end < 0 ? url : url.substring(0, end);
    }

    private static Map<String, String> contentType(WebRequest request) {
        var kept = new TreeMap<>(request.headers());
        kept.keySet().removeIf(name -> !name.toLowerCase(Locale.ROOT).equals("content-type"));
        return kept;
    }
}

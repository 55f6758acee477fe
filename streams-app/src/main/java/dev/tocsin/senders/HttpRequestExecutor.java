package dev.tocsin.senders;

import dev.tocsin.notification.receivers.http.Authorization;
import dev.tocsin.notification.receivers.http.WebRequest;
import dev.tocsin.notification.receivers.http.WebResponse;
import dev.tocsin.notification.receivers.http.WebUrl;
import dev.tocsin.timing.Causes;
import dev.tocsin.timing.Threads;
import java.net.UnknownHostException;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodySubscriber;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.function.IntFunction;

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
    /** A lookup blocks its thread. */
    private final Executor resolvers = Executors.newCachedThreadPool(Threads.daemon("resolver"));

    HttpRequestExecutor(SenderContext context) {
        this.context = context;
        this.clients = new HttpClientCache(context);
        this.authorizationProvider = new AuthorizationProvider(context, this);
        this.limiter = new ConcurrencyLimiter(MAX_CONCURRENT_PER_ADDRESS, context.responses());
    }

    /**
     * Sends a request and follows its redirects. Waits while 64 requests to the address are in progress. Cancelling the
     * result cancels the request. The result fails if there is no response, with {@link IllegalArgumentException} if the
     * request is invalid.
     *
     * @param needsBody whether the response's body is needed; otherwise the status suffices
     */
    CompletableFuture<WebResponse> execute(WebRequest request, Map<String, String> headers, boolean needsBody) {
        return execute(request, headers, status -> new TruncatingBodySubscriber(bodyTimeout(status, needsBody)));
    }

    /** As above. @param bodies reads the body of a response with a status */
    CompletableFuture<WebResponse> execute(
            WebRequest request, Map<String, String> headers, IntFunction<BodySubscriber<String>> bodies) {
        var factory = new HttpRequestFactory(context, headers, request.http().transport());
        var call = new Call(factory, bodies);
        limiter.submit(address(request.url()), call.result, () -> call.start(request));
        return call.result;
    }

    // Unless the body is needed, the status of a success suffices. After an error, the error text is read for 2 s.
    private static Duration bodyTimeout(int status, boolean needsBody) {
        return needsBody ? BODY_TIMEOUT : status / 100 == 2 ? SUCCESS_BODY_TIMEOUT : ERROR_BODY_TIMEOUT;
    }

    /** A request and its redirects. */
    private final class Call {
        private final CompletableFuture<WebResponse> result = new CompletableFuture<>();
        private final HttpRequestFactory factory;
        private final IntFunction<BodySubscriber<String>> bodies;

        Call(HttpRequestFactory factory, IntFunction<BodySubscriber<String>> bodies) {
            this.factory = factory;
            this.bodies = bodies;
        }

        void start(WebRequest request) {
            try {
                start(request, WebUrl.of(request.url()));
            } catch (RuntimeException e) {
                result.completeExceptionally(e);
            }
        }

        // As in Go, the login of the URL stands before basic_auth and authorization, and a token of OAuth 2 before it.
        private void start(WebRequest request, WebUrl url) {
            var configured = request.http().authorization();
            var authorization = url.login().isPresent() && !(configured instanceof Authorization.OAuth2)
                    ? Authorization.NONE
                    : configured;
            authorizationProvider.header(authorization).whenComplete((header, error) -> {
                if (error == null) {
                    send(request, url, header, MAX_REDIRECTS);
                } else {
                    result.completeExceptionally(Causes.unwrap(error));
                }
            });
        }

        private void send(WebRequest request, WebUrl url, String authorization, int redirects) {
            if (url.isJavaHost()) {
                sendNow(request, url, authorization, redirects);
            } else {
                resolvers.execute(() -> sendNow(request, url, authorization, redirects));
            }
        }

        private void sendNow(WebRequest request, WebUrl url, String authorization, int redirects) {
            try {
                var prepared = factory.create(request, url, authorization);
                var client = clients.of(prepared.transport());
                var exchange = client.sendAsync(prepared.request(), info -> bodies.apply(info.statusCode()));
                result.whenComplete((done, ended) -> exchange.cancel(true));
                exchange.whenComplete((response, error) -> {
                    if (error == null) {
                        handleResponse(request, url, response, authorization, redirects);
                    } else {
                        result.completeExceptionally(ConnectionErrors.described(
                                error, url, prepared.request().uri(), client));
                    }
                });
            } catch (UnknownHostException e) {
                result.completeExceptionally(ConnectionErrors.noSuchHost(url.host(), e));
            } catch (RuntimeException e) {
                result.completeExceptionally(e);
            }
        }

        private void handleResponse(
                WebRequest request, WebUrl url, HttpResponse<String> response, String authorization, int redirects) {
            var target = response.headers().firstValue("Location");
            var isRedirect = REDIRECTS.contains(response.statusCode())
                    && target.isPresent()
                    && request.http().followRedirects();
            if (!isRedirect) {
                var type = response.headers().firstValue("Content-Type").orElse("");
                var wait = response.headers()
                        .firstValue("Retry-After")
                        .map(header -> WebResponse.retryAfter(
                                header.strip(), context.clock().instant()))
                        .orElse(Duration.ZERO);
                result.complete(new WebResponse(response.statusCode(), type, response.body(), wait));
            } else if (redirects == 0) {
                result.completeExceptionally(
                        new IllegalStateException("stopped after %d redirects".formatted(MAX_REDIRECTS)));
            } else {
                followRedirect(request, url, response.statusCode(), target.get(), authorization, redirects - 1);
            }
        }

        private void followRedirect(
                WebRequest request, WebUrl url, int status, String target, String authorization, int redirects) {
            try {
                var next = url.redirect(target);
                var sameServer = next.isSameServer(url);
                send(redirected(request, status, sameServer), next, sameServer ? authorization : "", redirects);
            } catch (IllegalArgumentException e) {
                result.completeExceptionally(new IllegalArgumentException(
                        "status code %d with a redirect that cannot be followed: %s".formatted(status, e.getMessage()),
                        e));
            }
        }

        /** Another server gets neither credentials nor headers. The same host without TLS is another server. */
        private WebRequest redirected(WebRequest request, int status, boolean sameServer) {
            var http = sameServer ? request.http() : request.http().withHeaders(Map.of());
            var keeps = METHOD_PRESERVING_REDIRECTS.contains(status)
                    || request.method().equals("GET");
            return new WebRequest(
                    keeps ? request.method() : "GET",
                    request.url(),
                    sameServer && keeps ? request.headers() : contentType(request),
                    keeps ? request.body() : "",
                    http);
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

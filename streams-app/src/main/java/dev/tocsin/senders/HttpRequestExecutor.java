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
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;

/** Asks web servers as their {@code http_config} says; secrets and certificates are read anew each time. */
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

    HttpRequestExecutor(SenderContext outside) {
        this.context = outside;
        this.clients = new HttpClientCache(outside);
        this.authorizationProvider = new AuthorizationProvider(outside, this);
        this.limiter = new ConcurrencyLimiter(MAX_CONCURRENT_PER_ADDRESS, outside.threads());
    }

    /**
     * It fails if there is no answer; with an {@link IllegalArgumentException} if it can not even be asked for.
     * Cancelling it ends the request. Many at a time to one address wait for each other.
     *
     * @param bodyMatters whether more than the status is read
     */
    CompletableFuture<WebResponse> execute(WebRequest request, Map<String, String> headers, boolean bodyMatters) {
        var call = new Call(headers, request.http().transport(), bodyMatters);
        limiter.submit(address(request.url()), call.answered, () -> call.start(request));
        return call.answered;
    }

    /** One request, and those that it is sent on to. */
    private final class Call {
        private final CompletableFuture<WebResponse> answered = new CompletableFuture<>();
        private final Map<String, String> headers;
        private final TransportConfig transport;
        private final boolean needsBody;

        Call(Map<String, String> headers, TransportConfig transport, boolean bodyMatters) {
            this.headers = headers;
            this.transport = transport;
            this.needsBody = bodyMatters;
        }

        void start(WebRequest request) {
            authorizationProvider.header(request.http().authorization()).whenComplete((header, error) -> {
                if (error == null) {
                    send(request, header, MAX_REDIRECTS);
                } else {
                    answered.completeExceptionally(Causes.unwrap(error));
                }
            });
        }

        private void send(WebRequest request, String authorization, int redirects) {
            try {
                var client = clients.of(transport);
                var exchange = client.sendAsync(
                        toHttpRequest(request, authorization),
                        info -> new TruncatingBodySubscriber(bodyTimeout(info.statusCode())));
                answered.whenComplete((done, ended) -> exchange.cancel(true));
                exchange.whenComplete((response, error) -> {
                    if (error == null) {
                        handleResponse(request, response, authorization, redirects);
                    } else {
                        answered.completeExceptionally(Causes.unwrap(error));
                    }
                });
            } catch (RuntimeException e) {
                answered.completeExceptionally(e);
            }
        }

        // Who has taken it need say no more, unless the word is what matters; why somebody did not is worth a moment.
        private Duration bodyTimeout(int status) {
            return needsBody ? BODY_TIMEOUT : status / 100 == 2 ? SUCCESS_BODY_TIMEOUT : ERROR_BODY_TIMEOUT;
        }

        private void handleResponse(
                WebRequest request, HttpResponse<String> response, String authorization, int redirects) {
            var target = response.headers().firstValue("Location");
            var isSentOn = REDIRECTS.contains(response.statusCode())
                    && target.isPresent()
                    && request.http().followRedirects();
            if (!isSentOn) {
                var type = response.headers().firstValue("Content-Type").orElse("");
                answered.complete(new WebResponse(response.statusCode(), type, response.body()));
            } else if (redirects == 0) {
                answered.completeExceptionally(
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
                answered.completeExceptionally(e);
            }
        }

        /** Another host gets none of the secrets. */
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

        // Of these, the JDK sends those that begin with Proxy- to the proxy alone, when it asks for a tunnel.
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

    // The JDK would tell the value, which may be a secret.
    private static void addHeader(String name, String value, BiConsumer<String, String> header) {
        try {
            header.accept(name, value);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("header %s: its name or value is none that HTTP allows".formatted(name));
        }
    }

    // Receivers that share a server have paths of their own.
    private static String address(String url) {
        var end = url.indexOf('?');
        return end < 0 ? url : url.substring(0, end);
    }

    private static Map<String, String> contentType(WebRequest request) {
        var kept = new java.util.TreeMap<>(request.headers());
        kept.keySet().removeIf(name -> !name.toLowerCase(Locale.ROOT).equals("content-type"));
        return kept;
    }
}

package dev.tocsin.senders;

import dev.tocsin.notification.receivers.http.Answer;
import dev.tocsin.notification.receivers.http.Request;
import dev.tocsin.notification.receivers.http.Transport;
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
final class HttpCalls {
    private static final Duration WORDS = Duration.ofSeconds(30);
    private static final Duration TAKEN = Duration.ofMillis(100);
    private static final Duration REFUSED = Duration.ofSeconds(2);
    private static final int MOST_REDIRECTS = 10;
    private static final int MOST_AT_ONE_ADDRESS = 64;
    private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);
    private static final Set<Integer> SAME_AGAIN = Set.of(307, 308);

    private final Outside outside;
    private final HttpClients clients;
    private final Authorizing authorizing;
    private final Lanes lanes;

    HttpCalls(Outside outside) {
        this.outside = outside;
        this.clients = new HttpClients(outside);
        this.authorizing = new Authorizing(outside, this);
        this.lanes = new Lanes(MOST_AT_ONE_ADDRESS, outside.threads());
    }

    /**
     * It fails if there is no answer; with an {@link IllegalArgumentException} if it can not even be asked for.
     * Cancelling it ends the request. Many at a time to one address wait for each other.
     *
     * @param bodyMatters whether more than the status is read
     */
    CompletableFuture<Answer> call(Request request, Map<String, String> headers, boolean bodyMatters) {
        var call = new Call(headers, request.http().transport(), bodyMatters);
        lanes.enter(address(request.url()), call.answered, () -> call.begin(request));
        return call.answered;
    }

    /** One request, and those that it is sent on to. */
    private final class Call {
        private final CompletableFuture<Answer> answered = new CompletableFuture<>();
        private final Map<String, String> headers;
        private final Transport transport;
        private final boolean bodyMatters;

        Call(Map<String, String> headers, Transport transport, boolean bodyMatters) {
            this.headers = headers;
            this.transport = transport;
            this.bodyMatters = bodyMatters;
        }

        void begin(Request request) {
            authorizing.header(request.http().authorization()).whenComplete((header, error) -> {
                if (error == null) {
                    send(request, header, MOST_REDIRECTS);
                } else {
                    answered.completeExceptionally(Causes.unwrap(error));
                }
            });
        }

        private void send(Request request, String authorization, int redirects) {
            try {
                var client = clients.of(transport);
                var exchange = client.sendAsync(
                        built(request, authorization), info -> new FirstBytes(patience(info.statusCode())));
                answered.whenComplete((done, ended) -> exchange.cancel(true));
                exchange.whenComplete((response, error) -> {
                    if (error == null) {
                        took(request, response, authorization, redirects);
                    } else {
                        answered.completeExceptionally(Causes.unwrap(error));
                    }
                });
            } catch (RuntimeException e) {
                answered.completeExceptionally(e);
            }
        }

        // Who has taken it need say no more, unless the word is what matters; why somebody did not is worth a moment.
        private Duration patience(int status) {
            return bodyMatters ? WORDS : status / 100 == 2 ? TAKEN : REFUSED;
        }

        private void took(Request request, HttpResponse<String> response, String authorization, int redirects) {
            var target = response.headers().firstValue("Location");
            var isSentOn = REDIRECTS.contains(response.statusCode())
                    && target.isPresent()
                    && request.http().followRedirects();
            if (!isSentOn) {
                var type = response.headers().firstValue("Content-Type").orElse("");
                answered.complete(new Answer(response.statusCode(), type, response.body()));
            } else if (redirects == 0) {
                answered.completeExceptionally(
                        new IllegalStateException("stopped after %d redirects".formatted(MOST_REDIRECTS)));
            } else {
                sendOn(request, response, target.get(), authorization, redirects - 1);
            }
        }

        private void sendOn(
                Request request, HttpResponse<String> response, String target, String authorization, int redirects) {
            try {
                var next = WebUrl.from(response.uri(), target);
                var sameHost = next.getAuthority().equals(response.uri().getAuthority());
                send(moved(request, next, response.statusCode(), sameHost), sameHost ? authorization : "", redirects);
            } catch (RuntimeException e) {
                answered.completeExceptionally(e);
            }
        }

        /** Another host gets none of the secrets. */
        private Request moved(Request request, URI next, int status, boolean sameHost) {
            var http = sameHost ? request.http() : request.http().withHeaders(Map.of());
            var keeps = SAME_AGAIN.contains(status) || request.method().equals("GET");
            return new Request(
                    keeps ? request.method() : "GET",
                    next.toString(),
                    sameHost && keeps ? request.headers() : contentType(request),
                    keeps ? request.body() : "",
                    http);
        }

        // Of these, the JDK sends those that begin with Proxy- to the proxy alone, when it asks for a tunnel.
        private void toTheProxy(HttpRequest.Builder builder, URI target) {
            if (target.getScheme().equalsIgnoreCase("https")) {
                transport
                        .proxy()
                        .connectHeaders()
                        .forEach((name, values) -> values.forEach(
                                value -> put(name, value.read(outside.world().files()), builder::header)));
            }
        }

        private HttpRequest built(Request request, String authorization) {
            var target = WebUrl.of(request.url());
            var builder = HttpRequest.newBuilder(target)
                    .header("User-Agent", "Tocsin/" + outside.version())
                    .method(
                            request.method(),
                            request.body().isEmpty()
                                    ? BodyPublishers.noBody()
                                    : BodyPublishers.ofString(request.body()));
            headers.forEach((name, value) -> put(name, value, builder::header));
            request.http()
                    .headers()
                    .forEach((name, values) -> values.forEach(
                            value -> put(name, value.read(outside.world().files()), builder::header)));
            toTheProxy(builder, target);
            if (!authorization.isEmpty()) {
                put("Authorization", authorization, builder::setHeader);
            }
            request.headers().forEach((name, value) -> put(name, value, builder::setHeader));
            return builder.build();
        }
    }

    // The JDK would tell the value, which may be a secret.
    private static void put(String name, String value, BiConsumer<String, String> header) {
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

    private static Map<String, String> contentType(Request request) {
        var kept = new java.util.TreeMap<>(request.headers());
        kept.keySet().removeIf(name -> !name.toLowerCase(Locale.ROOT).equals("content-type"));
        return kept;
    }
}

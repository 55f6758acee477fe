package dev.tocsin.local.console;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Consumer;

/** An HTTP server on 127.0.0.1 that accepts Alertmanager's webhook notifications. */
public final class WebhookServer implements AutoCloseable {
    private static final String INSTANCE_HEADER = "X-Tocsin-Instance";
    private static final String ISOLATED_HEADER = "X-Tocsin-Isolated";
    private static final String IDEMPOTENCY_HEADER = "Idempotency-Key";

    private final ObjectMapper json = new ObjectMapper();
    private final HttpServer server;
    private final InstantSource clock;
    private final Consumer<ReceivedNotification> notifications;

    private WebhookServer(HttpServer server, InstantSource clock, Consumer<ReceivedNotification> notifications) {
        this.server = server;
        this.clock = clock;
        this.notifications = notifications;
    }

    /** @param port 0 for any free port */
    public static WebhookServer open(int port, InstantSource clock, Consumer<ReceivedNotification> notifications) {
        try {
            var server = HttpServer.create(new InetSocketAddress("127.0.0.1", port), 0);
            var webhook = new WebhookServer(server, clock, notifications);
            server.createContext("/", webhook::receive);
            server.start();
            return webhook;
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "the console cannot listen on 127.0.0.1:%d: %s".formatted(port, e.getMessage()), e);
        }
    }

    public int port() {
        return server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void receive(HttpExchange exchange) throws IOException {
        try (exchange) {
            if (!"POST".equals(exchange.getRequestMethod())) {
                respond(exchange, 405, "this is the console's webhook: send Alertmanager's webhook JSON with POST\n");
            } else {
                accept(exchange);
            }
        }
    }

    private void accept(HttpExchange exchange) throws IOException {
        try {
            notifications.accept(read(exchange));
            respond(exchange, 200, "");
        } catch (JsonProcessingException e) {
            respond(exchange, 400, "the body is not JSON: " + e.getOriginalMessage() + "\n");
        }
    }

    private ReceivedNotification read(HttpExchange exchange) throws IOException {
        var body = json.readTree(exchange.getRequestBody());
        return ReceivedNotification.of(
                clock.instant(),
                body,
                header(exchange, INSTANCE_HEADER, "an unnamed sender"),
                header(exchange, IDEMPOTENCY_HEADER, "no idempotency key"),
                exchange.getRequestHeaders().containsKey(ISOLATED_HEADER));
    }

    private static String header(HttpExchange exchange, String name, String defaultValue) {
        return Optional.ofNullable(exchange.getRequestHeaders().getFirst(name)).orElse(defaultValue);
    }

    private static void respond(HttpExchange exchange, int status, String text) throws IOException {
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
    }
}

package dev.tocsin.local.cluster;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;

/** A server that answers instant queries as Prometheus does. A query is the name of a series of each host. */
final class PrometheusStub implements AutoCloseable {
    /** The value of each host, for every query. */
    final Map<String, Double> hosts = new ConcurrentHashMap<>();

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpServer server;
    private volatile int status = 200;

    private PrometheusStub() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 100);
        server.setExecutor(threads);
        server.createContext("/api/v1/query", this::answer);
        server.start();
    }

    static PrometheusStub open() {
        try {
            return new PrometheusStub();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** Answers with an error from now on; with 200 as before. */
    void answerWith(int nextStatus) {
        status = nextStatus;
    }

    /** Answers nobody any more. */
    void stop() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            exchange.getRequestBody().readAllBytes();
            var elements = hosts.entrySet().stream()
                    .map(host -> "{\"metric\":{\"group\":\"api\",\"host\":\"%s\"},\"value\":[1,\"%s\"]}"
                            .formatted(host.getKey(), host.getValue()))
                    .collect(Collectors.joining(","));
            var body = status == 200
                    ? "{\"status\":\"success\",\"data\":{\"resultType\":\"vector\",\"result\":[" + elements + "]}}"
                    : "{\"status\":\"error\",\"errorType\":\"unavailable\",\"error\":\"stopped by the test\"}";
            var bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    @Override
    public void close() {
        stop();
    }
}

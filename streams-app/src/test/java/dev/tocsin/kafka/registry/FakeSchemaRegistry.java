package dev.tocsin.kafka.registry;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.avro.Schema;

/** A schema registry with the part of Confluent's REST API that the client uses. */
final class FakeSchemaRegistry implements AutoCloseable {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final List<String> schemas = new ArrayList<>();
    private final Map<String, List<Integer>> subjects = new TreeMap<>();
    private final List<String> requests = new ArrayList<>();
    private final HttpServer server;
    private volatile String authorization = "";
    private volatile boolean away;

    private FakeSchemaRegistry(HttpServer server) {
        this.server = server;
    }

    static FakeSchemaRegistry start() throws IOException {
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        var registry = new FakeSchemaRegistry(server);
        server.createContext("/", registry::answer);
        server.start();
        return registry;
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** Requires this Authorization header from now on. */
    void wants(String header) {
        authorization = header;
    }

    void goesAway(boolean isAway) {
        away = isAway;
    }

    synchronized int put(String subject, String schema) {
        if (!schemas.contains(schema)) {
            schemas.add(schema);
        }
        var id = schemas.indexOf(schema) + 1;
        var ids = subjects.computeIfAbsent(subject, fresh -> new ArrayList<>());
        if (!ids.contains(id)) {
            ids.add(id);
        }
        return id;
    }

    synchronized List<String> subjects() {
        return List.copyOf(subjects.keySet());
    }

    synchronized List<String> requests() {
        return List.copyOf(requests);
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private synchronized void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            var path = exchange.getRequestURI().getPath();
            requests.add(exchange.getRequestMethod() + " " + path);
            var sent = exchange.getRequestHeaders().getFirst("Authorization");
            if (away) {
                reply(exchange, 503, "{\"error_code\":50301,\"message\":\"gone for lunch\"}");
            } else if (!authorization.isEmpty() && !authorization.equals(sent)) {
                reply(exchange, 401, "{\"error_code\":401,\"message\":\"Unauthorized\"}");
            } else if (path.startsWith("/schemas/ids/")) {
                schema(exchange, Integer.parseInt(path.substring("/schemas/ids/".length())));
            } else {
                subject(exchange, path.split("/")[2], path.endsWith("/versions"));
            }
        }
    }

    private void schema(HttpExchange exchange, int id) throws IOException {
        if (id > schemas.size()) {
            reply(exchange, 404, "{\"error_code\":40403,\"message\":\"Schema not found\"}");
        } else {
            reply(
                    exchange,
                    200,
                    MAPPER.createObjectNode().put("schema", schemas.get(id - 1)).toString());
        }
    }

    private void subject(HttpExchange exchange, String subject, boolean registers) throws IOException {
        var text = MAPPER.readTree(exchange.getRequestBody()).get("schema").asText();
        var schema = new Schema.Parser().parse(text).toString();
        if (!registers && !subjects.containsKey(subject)) {
            reply(exchange, 404, "{\"error_code\":40401,\"message\":\"Subject '%s' not found.\"}".formatted(subject));
        } else {
            reply(exchange, 200, "{\"id\":%d}".formatted(put(subject, schema)));
        }
    }

    private static void reply(HttpExchange exchange, int status, String body) throws IOException {
        var bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/vnd.schemaregistry.v1+json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }
}

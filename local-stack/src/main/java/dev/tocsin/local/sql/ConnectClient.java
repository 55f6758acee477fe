package dev.tocsin.local.sql;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.stream.StreamSupport;

/** Client of a Connect worker's REST API. All methods throw {@link IOException} while the worker does not answer. */
public record ConnectClient(HttpClient http, int port) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final int FIRST_ERROR_STATUS = 400;

    /** Creates or updates a connector. {@code changes} override settings of the document. */
    public void put(String connector, String document, Map<String, String> changes)
            throws IOException, InterruptedException {
        var settings = (ObjectNode) JSON.readTree(document);
        changes.forEach(settings::put);
        send(request("/connectors/%s/config".formatted(connector)).PUT(BodyPublishers.ofString(settings.toString())));
    }

    /** {@code RUNNING} if the connector and all its tasks run; otherwise the state of one that does not, such as {@code FAILED}. */
    public String state(String connector) throws IOException, InterruptedException {
        var status = send(request("/connectors/%s/status".formatted(connector)));
        var tasks = StreamSupport.stream(status.path("tasks").spliterator(), false)
                .map(task -> task.path("state").asText())
                .toList();
        return tasks.stream()
                .filter(state -> !state.equals("RUNNING"))
                .findFirst()
                .orElse(
                        tasks.isEmpty()
                                ? "UNASSIGNED"
                                : status.at("/connector/state").asText());
    }

    /** Restarts the connector and its tasks if they have failed. */
    public void restartFailed(String connector) throws IOException, InterruptedException {
        var path = "/connectors/%s/restart?includeTasks=true&onlyFailed=true".formatted(connector);
        send(request(path).POST(BodyPublishers.noBody()));
    }

    /** Deletes the connector if it exists. */
    public void delete(String connector) throws IOException, InterruptedException {
        http.send(request("/connectors/" + connector).DELETE().build(), BodyHandlers.discarding());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .header("Content-Type", "application/json")
                .timeout(TIMEOUT);
    }

    private JsonNode send(HttpRequest.Builder request) throws IOException, InterruptedException {
        HttpResponse<String> response = http.send(request.build(), BodyHandlers.ofString());
        if (response.statusCode() >= FIRST_ERROR_STATUS) {
            throw new IOException(
                    "Connect returned HTTP status %d: %s".formatted(response.statusCode(), response.body()));
        }
        return response.body().isEmpty() ? JSON.nullNode() : JSON.readTree(response.body());
    }
}

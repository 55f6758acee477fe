package dev.tocsin.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads JSON of an HTTP API. */
final class ApiClient {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration TIMEOUT = Duration.ofSeconds(60);
    private static final int MAX_BYTES = 512 * 1024 * 1024;

    private final URI base;
    private final Map<String, String> headers = new LinkedHashMap<>();

    /** @param headers such as {@code X-Scope-OrgID: team} */
    ApiClient(URI url, List<String> headers) {
        if (url.getHost() == null || url.getScheme() == null || !url.getScheme().startsWith("http")) {
            var example = url.toString().contains("/") ? "host:9093" : url.toString();
            throw new CommandFailedException("'%s' is not an address such as http://%s".formatted(url, example));
        }
        if (url.getUserInfo() != null) {
            var login = Base64.getEncoder().encodeToString(url.getUserInfo().getBytes(StandardCharsets.UTF_8));
            this.headers.put("Authorization", "Basic " + login);
        }
        for (var header : headers) {
            var parts = header.split(":", 2);
            if (parts.length < 2) {
                throw new CommandFailedException("header '%s' must have the form 'NAME: VALUE'".formatted(header));
            }
            this.headers.put(parts[0].strip(), parts[1].strip());
        }
        var path = Optional.ofNullable(url.getRawPath()).orElse("").replaceAll("/+$", "");
        var port = url.getPort() < 0 ? "" : ":" + url.getPort();
        this.base = URI.create(url.getScheme() + "://" + url.getHost() + port + path);
    }

    URI uri(String path) {
        return URI.create(base + path);
    }

    /** The answer to a request. @throws CommandFailedException if it is no JSON, or the status is not 200 */
    JsonNode get(String path) {
        var uri = uri(path);
        try {
            var request = HttpRequest.newBuilder(uri).timeout(TIMEOUT);
            headers.forEach(request::header);
            var response = HttpClient.newBuilder()
                    .connectTimeout(TIMEOUT)
                    .build()
                    .send(request.build(), BodyHandlers.ofInputStream());
            try (var body = response.body()) {
                var bytes = body.readNBytes(MAX_BYTES);
                if (response.statusCode() != 200) {
                    throw new CommandFailedException("%s answered %d: %s"
                            .formatted(
                                    uri, response.statusCode(), shortened(new String(bytes, StandardCharsets.UTF_8))));
                }
                return JSON.readTree(bytes);
            }
        } catch (IOException e) {
            throw new CommandFailedException("%s cannot be read: %s".formatted(uri, e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandFailedException("%s was not read: the command was interrupted".formatted(uri));
        }
    }

    private static String shortened(String text) {
        return TextTable.printable(text.length() > 200 ? text.substring(0, 200) + "..." : text);
    }
}

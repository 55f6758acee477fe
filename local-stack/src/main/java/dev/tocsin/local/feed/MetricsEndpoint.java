package dev.tocsin.local.feed;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;

/** Scrapes a metrics endpoint over HTTP. */
public record MetricsEndpoint(HttpClient http, URI address) implements MetricsSource {
    private static final Duration TIMEOUT = Duration.ofSeconds(1);
    private static final int OK = 200;

    @Override
    public List<Sample> scrape() throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(address)
                .timeout(TIMEOUT)
                .header("Accept", "text/plain;version=0.0.4")
                .build();
        var response = http.send(request, HttpResponse.BodyHandlers.ofString());
        if (response.statusCode() != OK) {
            throw new IOException("%s returned HTTP status %d".formatted(address, response.statusCode()));
        }
        return parse(response.body());
    }

    private List<Sample> parse(String text) throws IOException {
        try {
            return ExpositionParser.parse(text);
        } catch (IllegalArgumentException e) {
            throw new IOException("%s: %s".formatted(address, e.getMessage()), e);
        }
    }
}

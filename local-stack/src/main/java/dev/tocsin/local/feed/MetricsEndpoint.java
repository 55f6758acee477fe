package dev.tocsin.local.feed;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;

/** The {@code /metrics} of a process, as Prometheus scrapes it. */
public record MetricsEndpoint(HttpClient http, URI address) implements MetricsSource {
    private static final Duration TIMEOUT = Duration.ofSeconds(1);
    private static final int OK = 200;

    @Override
    public List<Sample> scrape() throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(address)
                .timeout(TIMEOUT)
                .header("Accept", "text/plain;version=0.0.4")
                .build();
        var answer = http.send(request, HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() != OK) {
            throw new IOException("%s answered %d".formatted(address, answer.statusCode()));
        }
        return parse(answer.body());
    }

    private List<Sample> parse(String text) throws IOException {
        try {
            return ExpositionParser.parse(text);
        } catch (IllegalArgumentException e) {
            throw new IOException("%s: %s".formatted(address, e.getMessage()), e);
        }
    }
}

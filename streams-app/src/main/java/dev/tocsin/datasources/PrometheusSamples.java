package dev.tocsin.datasources;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tocsin.evaluation.samples.Sample;
import dev.tocsin.evaluation.samples.TimeSeries;
import dev.tocsin.labels.Labels;
import dev.tocsin.limits.Limit;
import dev.tocsin.notation.GoFloat;
import dev.tocsin.senders.HttpRequests;
import dev.tocsin.timing.Causes;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Reads samples as they were stored, through Prometheus's HTTP API: an instant query of a range selector. Such an answer has
 * neither stale markers nor the buckets of native histograms as they are stored.
 */
public record PrometheusSamples(DataSource.PrometheusApi source, HttpRequests requests) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Samples cannot be read. The message says why, and what to do. */
    public static final class UnreadableSamplesException extends RuntimeException {
        UnreadableSamplesException(String message) {
            super(message);
        }
    }

    /**
     * Series of a selector.
     *
     * @param histograms the number of series with native histograms, which are left out
     */
    public record Answer(List<TimeSeries> series, int histograms) {
        public Answer {
            series = List.copyOf(series);
        }
    }

    /**
     * Reads the samples after a time, up to another one.
     *
     * @param selector such as {@code up{job="api"}}
     * @param from exclusive
     * @param to inclusive
     * @throws UnreadableSamplesException if there is no answer, or an error
     */
    public Answer read(String selector, Instant from, Instant to) {
        var query = "%s[%dms]".formatted(selector, Duration.between(from, to).toMillis());
        var timeout = source.options().timeout();
        var request = new PrometheusClient(source, requests).request(query, to, timeout);
        try {
            var response = requests.send(request, Limit.BACKTEST_RESPONSE.intValue())
                    .orTimeout(timeout.toMillis(), TimeUnit.MILLISECONDS)
                    .join();
            if (!response.isOk()) {
                throw unreadable(query, PrometheusClient.reason(response));
            }
            return read(JSON.readTree(response.body()).path("data"), from.toEpochMilli(), query);
        } catch (CompletionException e) {
            var cause = Causes.unwrap(e);
            throw unreadable(
                    query,
                    cause instanceof TimeoutException
                            ? "no answer within %d s".formatted(timeout.toSeconds())
                            : Causes.message(cause));
        } catch (JsonProcessingException e) {
            throw unreadable(query, "the answer is not the JSON of Prometheus's API: check the URL");
        }
    }

    private UnreadableSamplesException unreadable(String query, String reason) {
        return new UnreadableSamplesException("%s does not answer %s: %s".formatted(source.url(), query, reason));
    }

    private Answer read(JsonNode data, long from, String query) {
        if (!data.path("resultType").asText().equals("matrix")) {
            throw unreadable(query, "the answer has no range of samples: check the URL");
        }
        var series = new ArrayList<TimeSeries>();
        var histograms = 0;
        for (var item : data.path("result")) {
            histograms += item.has("histograms") ? 1 : 0;
            var samples = samples(item.path("values"), from, query);
            if (!samples.isEmpty()) {
                series.add(new TimeSeries(labels(item.path("metric")), samples));
            }
        }
        return new Answer(series, histograms);
    }

    private static Labels labels(JsonNode metric) {
        var labels = new TreeMap<String, String>();
        metric.properties()
                .forEach(label -> labels.put(label.getKey(), label.getValue().asText()));
        return Labels.of(labels);
    }

    // Prometheus 2 includes the sample at the start of a range.
    private List<Sample> samples(JsonNode values, long from, String query) {
        var samples = new ArrayList<Sample>();
        for (var pair : values) {
            var time = Math.round(pair.path(0).asDouble() * 1_000);
            if (time > from) {
                samples.add(Sample.of(time, value(pair.path(1).asText(), query)));
            }
        }
        return samples;
    }

    private double value(String text, String query) {
        try {
            return GoFloat.parse(text);
        } catch (NumberFormatException e) {
            throw unreadable(query, "a value is no number");
        }
    }
}

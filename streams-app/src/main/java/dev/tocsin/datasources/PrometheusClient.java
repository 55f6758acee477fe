package dev.tocsin.datasources;

import dev.tocsin.evaluation.rules.QueryAnswer;
import dev.tocsin.limits.Limit;
import dev.tocsin.notification.receivers.http.FormBody;
import dev.tocsin.notification.receivers.http.WebRequest;
import dev.tocsin.notification.receivers.http.WebResponse;
import dev.tocsin.notification.receivers.http.WebUrl;
import dev.tocsin.senders.HttpRequests;
import dev.tocsin.timing.Causes;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Instant queries of Prometheus's HTTP API, as forms in {@code POST} requests. */
record PrometheusClient(DataSource.PrometheusApi source, HttpRequests requests) implements QueryClient {
    private static final String PATH = "api/v1/query";
    private static final int TOO_MANY_REQUESTS = 429;

    @Override
    public CompletableFuture<Attempt> send(String query, Instant at, Duration timeout) {
        var response = requests.send(request(query, at, timeout), Limit.DATA_SOURCE_RESPONSE.intValue());
        var result = response.orTimeout(timeout.toMillis(), TimeUnit.MILLISECONDS)
                .handle((answer, error) -> error == null ? attempt(answer) : failed(error, timeout));
        result.whenComplete((done, error) -> response.cancel(true));
        return result;
    }

    WebRequest request(String query, Instant at, Duration timeout) {
        var form = new FormBody();
        source.parameters().forEach(form::and);
        form.and("query", query).and("time", seconds(at)).and("timeout", timeout.toMillis() + "ms");
        return WebRequest.postForm(WebUrl.join(source.url(), PATH), form, source.http());
    }

    private static String seconds(Instant at) {
        return "%d.%03d".formatted(at.getEpochSecond(), at.toEpochMilli() - at.getEpochSecond() * 1_000);
    }

    private static Attempt attempt(WebResponse response) {
        if (response.isOk()) {
            return Attempt.of(PrometheusAnswer.read(response.body()));
        }
        var status = response.status();
        var reason = reason(response);
        var isRetryable = status == TOO_MANY_REQUESTS || status / 100 == 5;
        return new Attempt(new QueryAnswer.Failed(reason), isRetryable, response.retryAfter());
    }

    /** The reason in a response with an error. */
    static String reason(WebResponse response) {
        return "status %d: %s".formatted(response.status(), PrometheusAnswer.error(response.body(), remedy(response)));
    }

    private static String remedy(WebResponse response) {
        return switch (response.status()) {
            case 401, 403 -> "check the credentials and the tenant of the data source";
            case 404 -> "check the url of the data source, it must not contain /api/v1";
            default -> response.excerpt();
        };
    }

    private static Attempt failed(Throwable error, Duration timeout) {
        var cause = Causes.unwrap(error);
        if (cause instanceof TimeoutException) {
            return Attempt.retryable("no answer within %d ms".formatted(timeout.toMillis()));
        }
        // An invalid request, or a secret that cannot be read, fails again.
        return cause instanceof IOException
                ? Attempt.retryable(Causes.message(cause))
                : Attempt.permanent(Causes.message(cause));
    }

    @Override
    public void close() {
        // The requests of all data sources share their HTTP clients.
    }
}

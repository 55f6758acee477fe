package dev.tocsin.local.dev;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Asks an instance whether it is ready, again and again. */
record Readiness(HttpClient http, ScheduledExecutorService timers) {
    private static final Duration EACH = Duration.ofMillis(200);
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int OK = 200;

    /** Completes when {@code address} ({@code host:port}) is ready, exceptionally when it is not after a minute. */
    CompletableFuture<Void> of(String address) {
        var ready = new CompletableFuture<Void>();
        var question = HttpRequest.newBuilder(URI.create("http://" + address + "/-/ready"))
                .timeout(Duration.ofSeconds(2))
                .build();
        var asking =
                timers.scheduleWithFixedDelay(() -> ask(question, ready), 0, EACH.toMillis(), TimeUnit.MILLISECONDS);
        return ready.orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS)
                .whenComplete((nothing, failure) -> asking.cancel(false));
    }

    private void ask(HttpRequest question, CompletableFuture<Void> ready) {
        http.sendAsync(question, HttpResponse.BodyHandlers.discarding()).thenAccept(answer -> {
            if (answer.statusCode() == OK) {
                ready.complete(null);
            }
        });
    }
}

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
record InstanceReadiness(HttpClient http, ScheduledExecutorService timers) {
    private static final Duration INTERVAL = Duration.ofMillis(200);
    private static final Duration TIMEOUT = Duration.ofSeconds(60);
    private static final int OK = 200;

    /** Completes when {@code address} ({@code host:port}) is ready, exceptionally when it is not after a minute. */
    CompletableFuture<Void> whenReady(String address) {
        var ready = new CompletableFuture<Void>();
        var question = HttpRequest.newBuilder(URI.create("http://" + address + "/-/ready"))
                .timeout(Duration.ofSeconds(2))
                .build();
        var asking = timers.scheduleWithFixedDelay(
                () -> poll(question, ready), 0, INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
        return ready.orTimeout(TIMEOUT.toSeconds(), TimeUnit.SECONDS)
                .whenComplete((nothing, failure) -> asking.cancel(false));
    }

    private void poll(HttpRequest question, CompletableFuture<Void> ready) {
        http.sendAsync(question, HttpResponse.BodyHandlers.discarding()).thenAccept(answer -> {
            if (answer.statusCode() == OK) {
                ready.complete(null);
            }
        });
    }
}

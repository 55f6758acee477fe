package dev.tocsin.local.dev;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Polls the readiness of instances. */
record InstanceReadiness(HttpClient http, ScheduledExecutorService timers) {
    private static final Duration INTERVAL = Duration.ofMillis(200);
    private static final Duration TIMEOUT = Duration.ofSeconds(60);
    private static final int OK = 200;

    /** Completes when the instance at {@code address} ({@code host:port}) is ready; exceptionally if it is not within a minute. */
    CompletableFuture<Void> whenReady(String address) {
        var ready = new CompletableFuture<Void>();
        var request = HttpRequest.newBuilder(URI.create("http://" + address + "/-/ready"))
                .timeout(Duration.ofSeconds(2))
                .build();
        var polling = timers.scheduleWithFixedDelay(
                () -> poll(request, ready), 0, INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
        return ready.orTimeout(TIMEOUT.toSeconds(), TimeUnit.SECONDS)
                .whenComplete((nothing, failure) -> polling.cancel(false));
    }

    private void poll(HttpRequest request, CompletableFuture<Void> ready) {
        http.sendAsync(request, HttpResponse.BodyHandlers.discarding()).thenAccept(response -> {
            if (response.statusCode() == OK) {
                ready.complete(null);
            }
        });
    }
}

package dev.tocsin.http;

import dev.tocsin.http.common.Condition;
import dev.tocsin.http.common.Paths;
import dev.tocsin.http.common.Refusal;
import dev.tocsin.telemetry.Telemetry;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** What those ask who run the instance. */
final class Operations {
    private static final String TEXT = "text/plain; charset=utf-8";

    private final Supplier<Condition> condition;
    private final Telemetry telemetry;

    Operations(Supplier<Condition> condition, Telemetry telemetry) {
        this.condition = condition;
        this.telemetry = telemetry;
    }

    void register(RoutesConfig routes) {
        var paths = new Paths(routes, new Refused());
        paths.get("/-/healthy", request -> text(request, 200, "OK"));
        paths.get("/-/ready", this::ready);
        paths.post("/-/reload", Operations::reload);
        paths.get(
                "/metrics",
                request ->
                        request.status(200).contentType(Telemetry.CONTENT_TYPE).result(telemetry.text()));
    }

    // Alive is not ready: a load balancer asks this one.
    private void ready(Context request) {
        var now = condition.get();
        if (now.isReady()) {
            text(request, 200, "OK");
        } else {
            text(request, 503, String.join("\n", now.notReady()) + "\n");
        }
    }

    // Configurations come through their topic and are in force as soon as they are read: there is nothing to reload,
    // and scripts that ask for it expect success.
    private static void reload(Context request) {
        request.status(200);
    }

    private static void text(Context request, int status, String text) {
        request.status(status).contentType(TEXT).result(text);
    }

    private static final class Refused implements Paths.Refusals {
        @Override
        public Refusal noSuchPath(String path) {
            return new Refusal(404, "path %s was not found".formatted(path));
        }

        @Override
        public Refusal noSuchMethod(String method, List<String> allowed) {
            var methods = String.join(", ", allowed);
            return new Refusal(
                    405,
                    "method %s is not allowed here; %s would be".formatted(method, methods),
                    Map.of("Allow", methods));
        }
    }
}

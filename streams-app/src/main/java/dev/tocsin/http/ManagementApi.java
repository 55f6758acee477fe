package dev.tocsin.http;

import dev.tocsin.http.common.ApiException;
import dev.tocsin.http.common.Endpoints;
import dev.tocsin.http.common.InstanceStatus;
import dev.tocsin.telemetry.Telemetry;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** What those ask who run the instance. */
final class ManagementApi {
    private static final String TEXT_CONTENT_TYPE = "text/plain; charset=utf-8";

    private final Supplier<InstanceStatus> status;
    private final Telemetry telemetry;

    ManagementApi(Supplier<InstanceStatus> condition, Telemetry telemetry) {
        this.status = condition;
        this.telemetry = telemetry;
    }

    void register(RoutesConfig routes) {
        var paths = new Endpoints(routes, new ManagementErrors());
        paths.get("/-/healthy", request -> text(request, 200, "OK"));
        paths.get("/-/ready", this::ready);
        paths.post("/-/reload", ManagementApi::reload);
        paths.get(
                "/metrics",
                request ->
                        request.status(200).contentType(Telemetry.CONTENT_TYPE).result(telemetry.scrape()));
    }

    // Alive is not ready: a load balancer asks this one.
    private void ready(Context request) {
        var now = status.get();
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
        request.status(status).contentType(TEXT_CONTENT_TYPE).result(text);
    }

    private static final class ManagementErrors implements Endpoints.ErrorFactory {
        @Override
        public ApiException notFound(String path) {
            return new ApiException(404, "path %s was not found".formatted(path));
        }

        @Override
        public ApiException methodNotAllowed(String method, List<String> allowed) {
            var methods = String.join(", ", allowed);
            return new ApiException(
                    405,
                    "method %s is not allowed here; %s would be".formatted(method, methods),
                    Map.of("Allow", methods));
        }
    }
}

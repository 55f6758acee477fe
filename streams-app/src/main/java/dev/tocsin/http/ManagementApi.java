package dev.tocsin.http;

import dev.tocsin.http.common.ApiException;
import dev.tocsin.http.common.Caller.Role;
import dev.tocsin.http.common.Endpoints;
import dev.tocsin.http.common.InstanceStatus;
import dev.tocsin.telemetry.Telemetry;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Paths for operators: health and metrics. */
public record ManagementApi(Supplier<InstanceStatus> status, Telemetry telemetry) {
    private static final String TEXT_CONTENT_TYPE = "text/plain; charset=utf-8";

    public void register(RoutesConfig routes) {
        new RestorationGuard(status).register(routes);
        var paths = new Endpoints(routes, ApiException::new);
        paths.getByEverybody("/-/healthy", request -> text(request, 200, "OK"));
        paths.getByEverybody("/-/ready", this::ready);
        paths.postOrPut("/-/reload", Role.ADMIN, ManagementApi::reload);
        paths.get(
                "/metrics",
                Role.METRICS,
                request ->
                        request.status(200).contentType(Telemetry.CONTENT_TYPE).result(telemetry.scrape()));
    }

    // For load balancers. A process that is healthy can still be restoring its replica.
    private void ready(Context request) {
        var current = status.get();
        if (current.isReady()) {
            // Ready means that the instance receives. Load balancers must not take it out because a rule is late.
            var degraded =
                    current.degraded().stream().map("\ndegraded: "::concat).collect(Collectors.joining());
            text(request, 200, "OK" + degraded);
        } else {
            text(request, 503, String.join("\n", current.notReady()) + "\n");
        }
    }

    // There is nothing to reload: a configuration is in force as soon as it is read from its topic. Scripts expect 200.
    private static void reload(Context request) {
        request.status(200);
    }

    private static void text(Context request, int status, String text) {
        request.status(status).contentType(TEXT_CONTENT_TYPE).result(text);
    }
}

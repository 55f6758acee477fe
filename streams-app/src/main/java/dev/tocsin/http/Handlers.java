package dev.tocsin.http;

import dev.tocsin.telemetry.Telemetry;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.handler.GracefulHandler;

/** The Jetty handlers that a request passes before it reaches the resources. */
final class Handlers {
    private Handlers() {}

    /** Returns the outermost handler. Javalin adds its own after the innermost one. */
    static Handler chain(
            HttpServerSettings settings, ListenAddresses addresses, HttpBounds bounds, Telemetry telemetry) {
        var paths = new ManagementPaths(settings.routePrefix());
        var chain = new ArrayList<Handler.Wrapper>();
        chain.add(new GracefulHandler());
        chain.add(new DetachedResponses(bounds, telemetry));
        chain.add(new RequestGate(paths, telemetry));
        chain.addAll(addresses.handlers(telemetry));
        chain.add(new CleanPathRedirect());
        chain.add(new EncodedSlashes());
        chain.add(new BodyReader(bounds, settings.maxBodyBytes(), telemetry));
        chain.add(new RequestThreads(bounds, paths, telemetry));
        if (!settings.routePrefix().isEmpty()) {
            chain.add(new PrefixRedirect(settings.routePrefix()));
        }
        return link(chain);
    }

    private static Handler link(List<Handler.Wrapper> chain) {
        for (var i = 0; i + 1 < chain.size(); i++) {
            chain.get(i).setHandler(chain.get(i + 1));
        }
        return chain.get(0);
    }
}

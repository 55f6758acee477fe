package dev.tocsin.http.common;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Handler;
import io.javalin.http.HandlerType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The paths of one API: each takes some methods and refuses all others. */
public final class Endpoints {
    private static final List<HandlerType> METHODS = List.of(
            HandlerType.GET,
            HandlerType.HEAD,
            HandlerType.POST,
            HandlerType.PUT,
            HandlerType.PATCH,
            HandlerType.DELETE);

    private final RoutesConfig routes;
    private final ErrorFactory errors;

    public Endpoints(RoutesConfig routes, ErrorFactory refusals) {
        this.routes = routes;
        this.errors = refusals;
    }

    /** How an API says no. */
    public interface ErrorFactory {
        ApiException notFound(String path);

        ApiException methodNotAllowed(String method, List<String> allowed);
    }

    public void get(String path, Handler get) {
        add(path, Map.of(HandlerType.GET, get));
    }

    public void post(String path, Handler post) {
        add(path, Map.of(HandlerType.POST, post));
    }

    public void getOrPost(String path, Handler get, Handler post) {
        add(path, Map.of(HandlerType.GET, get, HandlerType.POST, post));
    }

    public void getOrDelete(String path, Handler get, Handler delete) {
        add(path, Map.of(HandlerType.GET, get, HandlerType.DELETE, delete));
    }

    /** To be called last: whatever else is asked for is not here. */
    public void rejectUnknownPaths(String pattern) {
        METHODS.forEach(method -> routes.addHttpHandler(method, pattern, request -> {
            throw errors.notFound(request.path());
        }));
    }

    // What can be got can be asked for its head; the server leaves the body out.
    private void add(String path, Map<HandlerType, Handler> byMethod) {
        var taken = new LinkedHashMap<>(byMethod);
        if (byMethod.containsKey(HandlerType.GET)) {
            taken.put(HandlerType.HEAD, byMethod.get(HandlerType.GET));
        }
        var allowed = new ArrayList<String>();
        byMethod.keySet().stream().map(HandlerType::name).sorted().forEach(allowed::add);
        for (var method : METHODS) {
            routes.addHttpHandler(method, path, taken.getOrDefault(method, request -> {
                throw errors.methodNotAllowed(method.name(), allowed);
            }));
        }
    }
}

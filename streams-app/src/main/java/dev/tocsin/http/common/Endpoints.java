package dev.tocsin.http.common;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.javalin.http.HandlerType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Registers the paths of one API. Each path accepts its methods and rejects all others. */
public record Endpoints(RoutesConfig routes, ErrorFactory errors) {
    private static final List<HandlerType> METHODS = List.of(
            HandlerType.GET,
            HandlerType.HEAD,
            HandlerType.POST,
            HandlerType.PUT,
            HandlerType.PATCH,
            HandlerType.DELETE);

    /** Creates errors in the format of one API. */
    @FunctionalInterface
    public interface ErrorFactory {
        ApiException error(int status, String message);

        /** Creates the error for a method that a path does not accept, and sets the header {@code Allow}. */
        default ApiException methodNotAllowed(Context request, List<String> allowed) {
            var methods = String.join(", ", allowed);
            request.header("Allow", methods);
            return error(
                    405,
                    "method %s is not allowed here; allowed: %s"
                            .formatted(request.method().name(), methods));
        }
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

    /** Answers all other paths with 404. Must be called after all paths are registered. */
    public void rejectUnknownPaths(String pattern) {
        METHODS.forEach(method -> routes.addHttpHandler(method, pattern, request -> {
            throw errors.error(404, "path %s was not found".formatted(request.path()));
        }));
    }

    // A path with GET accepts HEAD, too; the server omits the body.
    private void add(String path, Map<HandlerType, Handler> byMethod) {
        var handlers = new LinkedHashMap<>(byMethod);
        if (byMethod.containsKey(HandlerType.GET)) {
            handlers.put(HandlerType.HEAD, byMethod.get(HandlerType.GET));
        }
        var allowed = new ArrayList<String>();
        byMethod.keySet().stream().map(HandlerType::name).sorted().forEach(allowed::add);
        for (var method : METHODS) {
            routes.addHttpHandler(method, path, handlers.getOrDefault(method, request -> {
                throw errors.methodNotAllowed(request, allowed);
            }));
        }
    }
}

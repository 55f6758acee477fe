package dev.tocsin.http.common;

import dev.tocsin.http.common.Caller.Role;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.javalin.http.HandlerType;
import io.javalin.security.RouteRole;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Registers the paths of one API. Each path accepts its methods and rejects all others. Each method names the role that a
 * caller needs.
 */
public record Endpoints(RoutesConfig routes, ErrorFactory errors) {
    private static final List<HandlerType> METHODS = List.of(
            HandlerType.GET,
            HandlerType.HEAD,
            HandlerType.POST,
            HandlerType.PUT,
            HandlerType.PATCH,
            HandlerType.DELETE);

    /** Marks routes that everybody may use: health, and answers that say only that there is nothing here. */
    public enum Public implements RouteRole {
        EVERYBODY
    }

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

    /** Registers a path that everybody may read, also with HEAD, for which the server omits the body. */
    public void getByEverybody(String path, Handler get) {
        var guarded = new Guarded(Public.EVERYBODY, get);
        add(path, Map.of(HandlerType.GET, guarded, HandlerType.HEAD, guarded));
    }

    public void get(String path, Role role, Handler get) {
        add(path, Map.of(HandlerType.GET, new Guarded(role, get)));
    }

    public void post(String path, Role role, Handler post) {
        add(path, Map.of(HandlerType.POST, new Guarded(role, post)));
    }

    /** Registers a path where PUT means the same as POST. */
    public void postOrPut(String path, Role role, Handler post) {
        add(path, Map.of(HandlerType.POST, new Guarded(role, post), HandlerType.PUT, new Guarded(role, post)));
    }

    /** Registers a path where both methods need the same role. */
    public void getOrPost(String path, Role role, Handler handler) {
        getOrPost(path, role, handler, role, handler);
    }

    public void getOrPost(String path, Role getRole, Handler get, Role postRole, Handler post) {
        add(path, Map.of(HandlerType.GET, new Guarded(getRole, get), HandlerType.POST, new Guarded(postRole, post)));
    }

    public void getOrDelete(String path, Role getRole, Handler get, Role deleteRole, Handler delete) {
        add(
                path,
                Map.of(
                        HandlerType.GET,
                        new Guarded(getRole, get),
                        HandlerType.DELETE,
                        new Guarded(deleteRole, delete)));
    }

    /** Answers all other paths with 404. Must be called after all paths are registered. */
    public void rejectUnknownPaths(String pattern) {
        METHODS.forEach(method -> routes.addHttpHandler(
                method,
                pattern,
                request -> {
                    throw errors.error(404, "path %s was not found".formatted(request.path()));
                },
                Public.EVERYBODY));
    }

    private void add(String path, Map<HandlerType, Guarded> byMethod) {
        var allowed = new ArrayList<String>();
        byMethod.keySet().stream().map(HandlerType::name).sorted().forEach(allowed::add);
        var rejection = new Guarded(Public.EVERYBODY, request -> {
            throw errors.methodNotAllowed(request, allowed);
        });
        for (var method : METHODS) {
            var route = byMethod.getOrDefault(method, rejection);
            routes.addHttpHandler(method, path, route.handler(), route.role());
        }
    }

    private record Guarded(RouteRole role, Handler handler) {}
}

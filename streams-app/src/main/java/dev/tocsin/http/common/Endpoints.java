package dev.tocsin.http.common;

import dev.tocsin.http.common.Caller.Role;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.javalin.http.HandlerType;
import io.javalin.router.Endpoint;
import io.javalin.router.EndpointMetadata;
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

    /**
     * Metadata of a path for access control.
     *
     * @param errors the format of errors
     * @param roles the role that each method needs; everybody may use the other methods
     */
    public record Access(ErrorFactory errors, Map<HandlerType, Role> roles) implements EndpointMetadata {
        public Access {
            roles = Map.copyOf(roles);
        }
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
        add(path, Map.of(), Map.of(HandlerType.GET, get, HandlerType.HEAD, get));
    }

    public void get(String path, Role role, Handler get) {
        add(path, Map.of(HandlerType.GET, role), Map.of(HandlerType.GET, get));
    }

    public void post(String path, Role role, Handler post) {
        add(path, Map.of(HandlerType.POST, role), Map.of(HandlerType.POST, post));
    }

    /** Registers a path where PUT means the same as POST. */
    public void postOrPut(String path, Role role, Handler post) {
        add(
                path,
                Map.of(HandlerType.POST, role, HandlerType.PUT, role),
                Map.of(HandlerType.POST, post, HandlerType.PUT, post));
    }

    /** Registers a path where both methods need the same role. */
    public void getOrPost(String path, Role role, Handler handler) {
        getOrPost(path, role, handler, role, handler);
    }

    public void getOrPost(String path, Role getRole, Handler get, Role postRole, Handler post) {
        add(
                path,
                Map.of(HandlerType.GET, getRole, HandlerType.POST, postRole),
                Map.of(HandlerType.GET, get, HandlerType.POST, post));
    }

    /** Registers a path that callers with one role may read, and those with another one may change. */
    public void getPostOrDelete(String path, Role getRole, Handler get, Role writeRole, Handler post, Handler delete) {
        add(
                path,
                Map.of(HandlerType.GET, getRole, HandlerType.POST, writeRole, HandlerType.DELETE, writeRole),
                Map.of(HandlerType.GET, get, HandlerType.POST, post, HandlerType.DELETE, delete));
    }

    public void getOrDelete(String path, Role getRole, Handler get, Role deleteRole, Handler delete) {
        add(
                path,
                Map.of(HandlerType.GET, getRole, HandlerType.DELETE, deleteRole),
                Map.of(HandlerType.GET, get, HandlerType.DELETE, delete));
    }

    /** Answers all other paths with 404. Must be called after all paths are registered. */
    public void rejectUnknownPaths(String pattern) {
        var access = new Access(errors, Map.of());
        METHODS.forEach(method -> add(method, pattern, access, request -> {
            throw errors.error(404, "path %s was not found".formatted(request.path()));
        }));
        add(HandlerType.OPTIONS, pattern, access, request -> request.status(204));
    }

    private void add(String path, Map<HandlerType, Role> roles, Map<HandlerType, Handler> handlers) {
        var access = new Access(errors, roles);
        var allowed = handlers.keySet().stream().map(HandlerType::name).sorted().toList();
        for (var method : METHODS) {
            add(method, path, access, handlers.getOrDefault(method, request -> {
                throw errors.methodNotAllowed(request, allowed);
            }));
        }
        add(HandlerType.OPTIONS, path, access, request -> request.status(204));
    }

    private void add(HandlerType method, String path, Access access, Handler handler) {
        routes.addEndpoint(Endpoint.create(method, path).addMetadata(access).handler(handler));
    }
}

package dev.tocsin.http.auth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.http.HttpApiFixture;
import dev.tocsin.http.common.Endpoints.Access;
import io.javalin.http.HandlerType;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The table of routes and the roles that may use them. A new route belongs in it. */
class RolesTest {
    private static final List<String> ROLES = List.of("metrics", "viewer", "responder", "editor", "writer", "admin");

    /** By the role that a route names: the roles that may use it. */
    private static final Map<String, Set<String>> GRANTED = Map.of(
            "metrics", Set.of("metrics", "viewer", "responder", "editor", "admin"),
            "viewer", Set.of("viewer", "responder", "editor", "admin"),
            "responder", Set.of("responder", "editor", "admin"),
            "editor", Set.of("editor", "admin"),
            "writer", Set.of("writer", "admin"),
            "admin", Set.of("admin"));

    private static final String TABLE = """
            viewer    GET    /
            metrics   GET    /metrics
            admin     POST   /-/reload
            admin     PUT    /-/reload
            viewer    GET    /graph
            viewer    GET    /query
            viewer    GET    /ui
            viewer    GET    /ui/<path>
            viewer    GET    /ui/assets/<path>
            viewer    GET    /version
            viewer    GET    /api/v2/alerts
            writer    POST   /api/v2/alerts
            viewer    GET    /api/v2/alerts/groups
            viewer    GET    /api/v2/receivers
            viewer    GET    /api/v2/silences
            responder POST   /api/v2/silences
            viewer    GET    /api/v2/silence/{id}
            responder DELETE /api/v2/silence/{id}
            viewer    GET    /api/v2/status
            viewer    GET    /api/v1/alertmanagers
            viewer    GET    /api/v1/alerts
            viewer    POST   /api/v1/alerts
            viewer    GET    /api/v1/format_query
            viewer    POST   /api/v1/format_query
            viewer    GET    /api/v1/label/{name}/values
            viewer    GET    /api/v1/labels
            viewer    POST   /api/v1/labels
            viewer    GET    /api/v1/metadata
            viewer    GET    /api/v1/notifications
            viewer    GET    /api/v1/query
            viewer    POST   /api/v1/query
            viewer    GET    /api/v1/query_exemplars
            viewer    POST   /api/v1/query_exemplars
            viewer    GET    /api/v1/query_range
            viewer    POST   /api/v1/query_range
            viewer    GET    /api/v1/receivers
            viewer    GET    /api/v1/rules
            viewer    GET    /api/v1/scrape_pools
            viewer    GET    /api/v1/series
            viewer    POST   /api/v1/series
            viewer    GET    /api/v1/silence/{id}
            viewer    DELETE /api/v1/silence/{id}
            viewer    GET    /api/v1/silences
            viewer    POST   /api/v1/silences
            viewer    GET    /api/v1/status
            viewer    GET    /api/v1/status/buildinfo
            viewer    GET    /api/v1/status/config
            viewer    GET    /api/v1/status/flags
            viewer    GET    /api/v1/status/runtimeinfo
            viewer    GET    /api/v1/status/walreplay
            viewer    GET    /api/v1/targets
            viewer    GET    /api/v1/targets/metadata
            viewer    GET    /api/v1/tocsin/skipped-records
            viewer    GET    /api/v1/tocsin/agreement
            viewer    GET    /api/v1/tocsin/sources
            viewer    GET    /api/v1/tocsin/data-sources
            viewer    GET    /api/v1/tocsin/summary
            viewer    GET    /api/v1/tocsin/alerts
            viewer    GET    /api/v1/tocsin/alerts/{fingerprint}
            viewer    GET    /api/v1/tocsin/events
            viewer    GET    /api/v1/tocsin/groups/{id}
            viewer    GET    /api/v1/tocsin/routing
            viewer    GET    /api/v1/tocsin/members
            viewer    GET    /api/v1/tocsin/claims
            admin     POST   /api/v1/tocsin/receivers/test
            viewer    GET    /api/v1/tocsin/rules
            viewer    GET    /api/v1/tocsin/rules/{namespace}/{group}/{index}
            viewer    POST   /api/v1/tocsin/rules/check
            viewer    POST   /api/v1/tocsin/rules/dryrun
            viewer    GET    /api/v1/tocsin/tokens
            viewer    GET    /api/v1/tocsin/completion
            viewer    GET    /api/v1/tocsin/notifications
            viewer    GET    /api/v1/tocsin/notifications/counts
            viewer    GET    /api/v1/tocsin/notifications/{id}
            viewer    GET    /api/v1/tocsin/alerts/{fingerprint}/timeline
            viewer    GET    /api/v1/tocsin/history
            viewer    GET    /api/v1/tocsin/explain
            viewer    POST   /api/v1/tocsin/explain
            viewer    GET    /api/v1/tocsin/silences
            viewer    POST   /api/v1/tocsin/silences/preview
            viewer    GET    /api/v1/tocsin/silences/{id}
            viewer    GET    /api/v1/tocsin/labels/suggest
            viewer    GET    /api/v1/tocsin/audit
            viewer    GET    /api/v1/tocsin/openapi.json
            writer    POST   /api/v1/write
            writer    POST   /api/v1/otlp/v1/metrics
            viewer    GET    /api/v1/parse_query
            viewer    POST   /api/v1/parse_query
            viewer    GET    /api/v1/status/tsdb
            viewer    GET    /api/v1/rules/{namespace}
            editor    POST   /api/v1/rules/{namespace}
            editor    DELETE /api/v1/rules/{namespace}
            viewer    GET    /api/v1/rules/{namespace}/{group}
            editor    DELETE /api/v1/rules/{namespace}/{group}
            viewer    GET    /api/prom/rules
            viewer    GET    /api/prom/rules/{namespace}
            editor    POST   /api/prom/rules/{namespace}
            editor    DELETE /api/prom/rules/{namespace}
            viewer    GET    /api/prom/rules/{namespace}/{group}
            editor    DELETE /api/prom/rules/{namespace}/{group}
            viewer    GET    /federate
            """ + ruler("/config/v1/rules") + ruler("/rules");

    /** Grafana and mimirtool can be given an address that ends with {@code /prometheus}. */
    private static final Pattern ALSO_BELOW_PROMETHEUS = Pattern.compile("/api/v1/(?!tocsin/).*"
            + "|/api/v1/tocsin/(skipped-records|agreement|sources|data-sources)|/federate|(/config/v1)?/rules.*");

    private static String ruler(String base) {
        return """
                viewer    GET    BASE
                viewer    GET    BASE/{namespace}
                editor    POST   BASE/{namespace}
                editor    DELETE BASE/{namespace}
                viewer    GET    BASE/{namespace}/{group}
                editor    DELETE BASE/{namespace}/{group}
                """.replace("BASE", base);
    }

    @TempDir
    private Path folder;

    private record Route(String role, String method, String path) {
        static Stream<Route> all() {
            return TABLE.lines()
                    .map(line -> line.split(" +"))
                    .map(cells -> new Route(cells[0], cells[1], cells[2]))
                    .flatMap(route -> ALSO_BELOW_PROMETHEUS.matcher(route.path).matches()
                            ? Stream.of(route, new Route(route.role, route.method, "/prometheus" + route.path))
                            : Stream.of(route));
        }

        String exampleOfPath() {
            return path.replace("{id}", "00000000-0000-4000-8000-000000000001")
                    .replace("{fingerprint}", "0123456789abcdef")
                    .replaceAll("\\{[a-z]+}", "job")
                    .replace("<path>", "main.js");
        }
    }

    @Test
    void eachRouteWithARoleIsInTheTable() {
        try (var api = HttpApiFixture.open()) {
            var registered = new TreeSet<String>();
            for (var endpoint : api.endpoints()) {
                var access = endpoint.metadata(Access.class);
                assertThat(access)
                        .as("%s %s declares its role", endpoint.method, endpoint.path)
                        .isNotNull();
                access.roles()
                        .forEach((method, role) -> registered.add("%s %s %s".formatted(role, method, endpoint.path)));
            }
            var expected = Route.all()
                    .map(route -> "%s %s %s".formatted(route.role(), route.method(), route.path()))
                    .collect(Collectors.toCollection(TreeSet::new));
            assertThat(registered).isEqualTo(expected);
        }
    }

    @Test
    void eachRoleMayUseItsRoutesAndNoOther() throws IOException {
        try (var api = HttpApiFixture.openWithAuth("auth: {tokens_file: %s}".formatted(tokens()))) {
            var failures = new ArrayList<String>();
            Route.all().forEach(route -> {
                for (var role : ROLES) {
                    var granted = GRANTED.get(route.role()).contains(role);
                    var status = status(api, route, "Authorization", "Bearer the-" + role);
                    if (granted == (status == 401 || status == 403) || !granted && status != 403) {
                        failures.add("%s: %s is answered with %d".formatted(role, route, status));
                    }
                }
                var anonymous = status(api, route);
                if (anonymous != 401) {
                    failures.add("anonymous: %s is answered with %d".formatted(route, anonymous));
                }
            });
            assertThat(failures).isEmpty();
        }
    }

    @Test
    void aCallerWithoutAnyRoleSeesHealthOnly() throws IOException {
        try (var api = HttpApiFixture.openWithAuth("auth: {anonymous: []}")) {
            for (var endpoint : api.endpoints()) {
                var access = endpoint.metadata(Access.class);
                if (access.roles().containsKey(endpoint.method)) {
                    continue;
                }
                var path = endpoint.path.replaceAll("\\{[a-z]+}|<path>", "x").replace("*", "nowhere");
                var answer = api.send(endpoint.method.name(), path, BodyPublishers.noBody());
                var isHealth = endpoint.path.startsWith("/-/") && !endpoint.path.equals("/-/reload");
                assertThat(answer.statusCode())
                        .as("%s %s", endpoint.method, path)
                        .isIn(isHealth ? List.of(200, 204, 405) : List.of(204, 404, 405));
                assertThat(endpoint.method.equals(HandlerType.OPTIONS)
                                && !answer.body().isEmpty())
                        .isFalse();
            }
        }
    }

    @Test
    void refusalsHaveTheFormatOfTheirApiAndNameRoleAndPath() throws IOException {
        try (var api = HttpApiFixture.openWithAuth("auth: {tokens_file: %s}".formatted(tokens()))) {
            var anonymous = api.get("/api/v2/alerts");
            assertThat(anonymous.statusCode()).isEqualTo(401);
            assertThat(anonymous.headers().firstValue("WWW-Authenticate")).contains("Bearer realm=\"tocsin\"");
            assertThat(anonymous.body())
                    .isEqualTo(
                            "{\"code\":401,\"message\":\"GET /api/v2/alerts needs the role viewer,"
                                    + " and the request has no login; auth.anonymous in the settings gives roles without one\"}\n");
            var viewer =
                    api.send("POST", "/api/v2/silences", BodyPublishers.noBody(), "Authorization", "Bearer the-viewer");
            assertThat(viewer.statusCode()).isEqualTo(403);
            assertThat(viewer.body())
                    .isEqualTo("{\"code\":403,\"message\":\"POST /api/v2/silences needs the role responder,"
                            + " and 'viewer' has viewer; auth.roles in the settings gives roles\"}\n");
            assertThat(api.get("/api/v1/rules").body())
                    .isEqualTo("{\"status\":\"error\",\"errorType\":\"unauthorized\",\"error\":"
                            + "\"GET /api/v1/rules needs the role viewer, and the request has no login;"
                            + " auth.anonymous in the settings gives roles without one\"}\n");
            assertThat(api.get("/metrics", "Authorization", "Bearer the-writer").body())
                    .isEqualTo("\"GET /metrics needs the role metrics, and 'writer' has writer;"
                            + " auth.roles in the settings gives roles\"\n");
        }
    }

    @Test
    void refusedWritesAreToldToTheAuditTrail() throws IOException {
        try (var api = HttpApiFixture.openWithAuth("auth: {tokens_file: %s}".formatted(tokens()))) {
            api.get("/api/v2/alerts");
            api.send("POST", "/api/v2/silences", BodyPublishers.noBody(), "Authorization", "Bearer the-responder");
            assertThat(api.refusals).isEmpty();

            api.send("POST", "/api/v2/silences", BodyPublishers.noBody());
            api.send("POST", "/api/v2/silences", BodyPublishers.noBody(), "Authorization", "Bearer the-viewer");
            api.send("DELETE", "/api/v2/silence/1", BodyPublishers.noBody(), "Authorization", "Bearer wrong");
            assertThat(api.refusals)
                    .satisfiesExactly(
                            none -> assertThat(none).startsWith(" POST /api/v2/silences: POST /api/v2/silences needs"),
                            viewer -> assertThat(viewer)
                                    .startsWith("viewer POST /api/v2/silences: POST /api/v2/silences needs the role"),
                            wrong -> assertThat(wrong).startsWith(" DELETE /api/v2/silence/1: "));
        }
    }

    private static int status(HttpApiFixture api, Route route, String... headers) {
        return api.statusCode(route.method(), route.exampleOfPath(), headers);
    }

    private Path tokens() throws IOException {
        var lines = ROLES.stream()
                .map(role -> "  %s: {sha256: %s, roles: [%s]}\n".formatted(role, sha256("the-" + role), role))
                .collect(Collectors.joining());
        return Files.writeString(folder.resolve("tokens.yml"), "tokens:\n" + lines);
    }

    static String sha256(String token) {
        return HexFormat.of().formatHex(TokenFile.sha256(token));
    }
}

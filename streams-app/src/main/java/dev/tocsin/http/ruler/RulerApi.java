package dev.tocsin.http.ruler;

import dev.tocsin.evaluation.rules.RuleGroupDraft.Defaults;
import dev.tocsin.evaluator.RuleGroupEditor;
import dev.tocsin.http.HttpServerSettings;
import dev.tocsin.http.common.ApiException;
import dev.tocsin.http.common.AsyncResponse;
import dev.tocsin.http.common.Caller.Role;
import dev.tocsin.http.common.Endpoints;
import io.javalin.config.RoutesConfig;
import java.util.List;

/**
 * Registers the paths of the ruler API: those of Mimir, those of Cortex, and those that Grafana builds from the address of a
 * data source. It must be registered before the API of Prometheus, which answers all other paths below {@code /api/v1}.
 */
public record RulerApi(RuleGroupEditor editor, Defaults defaults, HttpServerSettings settings) {
    /** Paths where {@code GET} lists all groups. */
    private static final List<String> BASES = List.of(
            "/config/v1/rules", "/prometheus/config/v1/rules", "/rules", "/prometheus/rules", "/api/prom/rules");

    /** Paths where {@code GET} is that of Prometheus. */
    private static final List<String> SHARED_BASES = List.of("/api/v1/rules", "/prometheus/api/v1/rules");

    public void register(RoutesConfig routes) {
        var rules = new RulerResource(
                editor, defaults, new AsyncResponse(settings.responseTimeout()), settings.maxBodyBytes());
        var paths = new Endpoints(routes, ApiException::new);
        for (var base : BASES) {
            paths.get(base, Role.VIEWER, rules::list);
            registerBelow(paths, base, rules);
        }
        SHARED_BASES.forEach(base -> registerBelow(paths, base, rules));
    }

    private static void registerBelow(Endpoints paths, String base, RulerResource rules) {
        paths.getPostOrDelete(
                base + "/{namespace}", Role.VIEWER, rules::namespace, Role.EDITOR, rules::put, rules::deleteNamespace);
        paths.getOrDelete(base + "/{namespace}/{group}", Role.VIEWER, rules::group, Role.EDITOR, rules::deleteGroup);
    }
}

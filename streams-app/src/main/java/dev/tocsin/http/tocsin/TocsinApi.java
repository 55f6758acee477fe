package dev.tocsin.http.tocsin;

import dev.tocsin.http.common.AsyncResponse;
import dev.tocsin.http.common.Caller.Role;
import dev.tocsin.http.common.Endpoints;
import dev.tocsin.http.common.ResponseEnvelope;
import io.javalin.config.RoutesConfig;

/**
 * Registers the paths of Tocsin's own API. It must be registered before the API of Prometheus, which answers all other paths
 * below {@code /api/v1}.
 */
public record TocsinApi(TocsinContext context) {
    static final String BASE = "/api/v1/tocsin";

    public void register(RoutesConfig routes) {
        var paths = new Endpoints(routes, ResponseEnvelope::routingError);
        var async = new AsyncResponse(context.responseTimeout());
        var snapshots = new AlertSnapshots(
                context.notifier(),
                context.rules().groups(),
                context.rules().outgoing(),
                context.cluster().offset());
        registerAlerts(paths, snapshots, async);
        registerRules(paths);
        new RecordedRoutes(context, snapshots, async).register(paths);
        paths.post(BASE + "/receivers/test", Role.ADMIN, new ReceiverTestResource(context, async)::test);
        var cluster = new ClusterResource(context);
        paths.get(BASE + "/members", Role.VIEWER, cluster::members);
        paths.get(BASE + "/claims", Role.VIEWER, cluster::claims);
        paths.get(BASE + "/events", Role.VIEWER, new EventsResource(context.events())::open);
    }

    private void registerAlerts(Endpoints paths, AlertSnapshots snapshots, AsyncResponse async) {
        var lastNotification =
                new LastNotification(context.notifier(), context.cluster().slots());
        var alerts = new AlertListResource(context, snapshots, lastNotification, new SharedAnswers<>(), async);
        paths.get(BASE + "/summary", Role.VIEWER, new SummaryResource(context, snapshots, async)::send);
        paths.get(BASE + "/alerts", Role.VIEWER, alerts::list);
        paths.get(BASE + "/alerts/{fingerprint}", Role.VIEWER, alerts::get);
        paths.get(BASE + "/groups/{id}", Role.VIEWER, new GroupResource(context, snapshots, async)::get);
        paths.get(BASE + "/routing", Role.VIEWER, new RoutingResource(context, snapshots, async)::get);
    }

    private void registerRules(Endpoints paths) {
        var rules = new RuleListResource(context);
        var checks = new RuleCheckResource(context);
        var help = new QueryHelpResource(context);
        paths.get(BASE + "/rules", Role.VIEWER, rules::list);
        paths.get(BASE + "/rules/{namespace}/{group}/{index}", Role.VIEWER, rules::get);
        paths.post(BASE + "/rules/check", Role.VIEWER, checks::check);
        paths.post(BASE + "/rules/dryrun", Role.VIEWER, checks::dryRun);
        paths.get(BASE + "/tokens", Role.VIEWER, help::tokens);
        paths.get(BASE + "/completion", Role.VIEWER, help::completion);
    }
}

package dev.tocsin.http.tocsin;

import dev.tocsin.evaluation.rules.RuleHealth;
import dev.tocsin.evaluator.RuleGroupStatus;
import dev.tocsin.http.common.AsyncResponse;
import dev.tocsin.http.common.Caller;
import dev.tocsin.http.common.Caller.Role;
import dev.tocsin.http.common.InstanceStatus;
import dev.tocsin.http.common.ResponseEnvelope;
import dev.tocsin.notification.listing.AlertSnapshot;
import dev.tocsin.notification.listing.StateCounts;
import dev.tocsin.notification.silences.SilenceState;
import io.javalin.http.Context;
import java.util.List;
import java.util.stream.Stream;

/** {@code GET /summary}: the state of alerts, rules and cluster at one look. Answers at any time, also while topics are read. */
record SummaryResource(TocsinContext context, AlertSnapshots snapshots, AsyncResponse async) {
    private record SummaryView(
            String instance,
            String version,
            long logOffset,
            String logTime,
            boolean ready,
            List<String> notReady,
            List<String> degraded,
            boolean isolated,
            String configProblem,
            UserView user,
            StateCounts alerts,
            SilenceCounts silences,
            RuleCounts rules,
            MemberCounts members,
            int receiversFailing,
            FirstSteps firstSteps,
            SettingsView settings) {
        /** The parts that do not change by themselves. */
        List<Object> content() {
            return List.of(
                    instance,
                    ready,
                    notReady,
                    degraded,
                    isolated,
                    configProblem,
                    user,
                    alerts,
                    silences,
                    rules,
                    members,
                    receiversFailing,
                    firstSteps);
        }
    }

    /** @param name empty for an anonymous caller */
    private record UserView(String name, List<String> roles) {
        static UserView of(Caller caller) {
            return new UserView(
                    caller.name(),
                    Stream.of(Role.values())
                            .filter(role -> role.isGrantedBy(caller.roles()))
                            .map(Role::toString)
                            .toList());
        }
    }

    private record SilenceCounts(long active, long pending, long expired) {}

    private record RuleCounts(int groups, int rules, int unhealthy) {
        static RuleCounts of(List<RuleGroupStatus> groups) {
            var rules = groups.stream()
                    .mapToInt(group -> group.group().rules().size())
                    .sum();
            var unhealthy = groups.stream()
                    .flatMap(group -> group.group().rules().stream().map(group.state()::of))
                    .filter(state -> state.health().kind() == RuleHealth.Kind.ERR)
                    .count();
            return new RuleCounts(groups.size(), rules, (int) unhealthy);
        }
    }

    private record MemberCounts(int live, int all) {}

    /** Whether the steps of a first use are done. */
    private record FirstSteps(boolean rules, boolean config, boolean samples, boolean alerts) {}

    /**
     * @param rulesEditable whether the caller may write rules
     * @param historyDays how long deliveries and transitions are kept
     * @param historyRows how many of each are kept
     */
    private record SettingsView(boolean rulesEditable, double historyDays, int historyRows, boolean archive) {}

    void send(Context request) {
        async.respond(
                request,
                snapshots.current(),
                snapshot -> {
                    var view = view(Caller.of(request), context.status().get(), snapshot.alerts(), snapshot.offset());
                    TaggedAnswer.send(request, view, view.content());
                },
                reason -> ResponseEnvelope.routingError(503, "the alerts cannot be counted: " + reason));
    }

    private SummaryView view(Caller caller, InstanceStatus status, AlertSnapshot alerts, long offset) {
        var groups = context.rules().groups().get();
        return new SummaryView(
                context.identity().instance(),
                context.identity().version(),
                offset,
                TimeText.of(alerts.at()),
                status.isReady(),
                status.notReady(),
                status.degraded(),
                status.isolated(),
                status.configProblem(),
                UserView.of(caller),
                alerts.counts(),
                silences(),
                RuleCounts.of(groups),
                new MemberCounts(
                        status.members().all().size(),
                        context.cluster().members().get().all().size()),
                context.cluster().deliveries().failing(),
                new FirstSteps(
                        !groups.isEmpty(),
                        context.notifier().config().isPresent(),
                        context.rules().store().seriesCount() > 0,
                        !alerts.alerts().isEmpty() || !alerts.pending().isEmpty()),
                new SettingsView(
                        Role.EDITOR.isGrantedBy(caller.roles()),
                        context.recorded().settings().retention().toMinutes() / 1440.0,
                        context.recorded().settings().maxRows(),
                        context.hasArchive()));
    }

    private SilenceCounts silences() {
        var now = context.notifier().logTime();
        var all = context.notifier().muters().silences().all();
        return new SilenceCounts(
                all.stream().filter(one -> one.at(now) == SilenceState.ACTIVE).count(),
                all.stream().filter(one -> one.at(now) == SilenceState.PENDING).count(),
                all.stream().filter(one -> one.at(now) == SilenceState.EXPIRED).count());
    }
}

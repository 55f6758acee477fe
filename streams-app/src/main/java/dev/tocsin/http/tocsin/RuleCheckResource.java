package dev.tocsin.http.tocsin;

import dev.tocsin.evaluation.rules.ActiveAlert;
import dev.tocsin.evaluation.rules.RuleFileReader;
import dev.tocsin.evaluation.rules.RuleFileReader.UnknownKeys;
import dev.tocsin.evaluation.rules.RuleGroup;
import dev.tocsin.evaluator.DryRun;
import dev.tocsin.http.common.RequestBody;
import dev.tocsin.http.common.ResponseEnvelope;
import dev.tocsin.yaml.ConfigException;
import dev.tocsin.yaml.Problem;
import io.javalin.http.Context;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Semaphore;

/** {@code POST /rules/check} and {@code POST /rules/dryrun}: a rule file that is not in force yet. */
final class RuleCheckResource {
    private static final String SOURCE = "rules.yml";
    private static final int ROWS = 50;
    private static final Duration RETRY_AFTER = Duration.ofSeconds(5);
    private static final int AT_A_TIME = 2;

    private final TocsinContext context;
    private final Semaphore running = new Semaphore(AT_A_TIME);

    private record CheckView(List<ProblemView> problems, int groups, int rules) {}

    /** @param line from 1; 0 if the problem has no place, as is the column then */
    private record ProblemView(int line, int column, String message) {
        static ProblemView of(Problem problem) {
            var remedy = problem.remedy().isEmpty() ? "" : "; " + problem.remedy();
            return new ProblemView(problem.location().line(), problem.location().column(), problem.message() + remedy);
        }
    }

    private record DryRunView(List<ChangeView> changes) {}

    /** @param fires number of alerts that begin; the rows are some of them */
    private record ChangeView(
            String group,
            String rule,
            String kind,
            int fires,
            List<AlertRow> firesNow,
            int resolves,
            List<AlertRow> resolvesNow,
            String problem) {
        static ChangeView of(DryRun.Change change) {
            return new ChangeView(
                    change.group(),
                    change.rule(),
                    change.kind().name().toLowerCase(Locale.ROOT),
                    change.firesNow().size(),
                    change.firesNow().stream().limit(ROWS).map(AlertRow::of).toList(),
                    change.resolvesNow().size(),
                    change.resolvesNow().stream().limit(ROWS).map(AlertRow::of).toList(),
                    change.problem());
        }
    }

    private record AlertRow(
            String fingerprint,
            Map<String, String> labels,
            Map<String, String> annotations,
            String state,
            Object value) {
        static AlertRow of(ActiveAlert alert) {
            return new AlertRow(
                    alert.fingerprint().toString(),
                    alert.labels().asMap(),
                    alert.annotations(),
                    alert.state().isFiring() ? "firing" : "pending",
                    AlertRowView.number(alert.value()));
        }
    }

    RuleCheckResource(TocsinContext context) {
        this.context = context;
    }

    void check(Context request) {
        try {
            var groups = read(request);
            var rules = groups.stream().mapToInt(group -> group.rules().size()).sum();
            ResponseEnvelope.send(request, new CheckView(List.of(), groups.size(), rules));
        } catch (ConfigException e) {
            ResponseEnvelope.send(
                    request,
                    new CheckView(e.problems().stream().map(ProblemView::of).toList(), 0, 0));
        }
    }

    void dryRun(Context request) {
        List<RuleGroup> groups;
        try {
            groups = read(request);
        } catch (ConfigException e) {
            throw ResponseEnvelope.badData(e.getMessage());
        }
        if (!running.tryAcquire()) {
            throw ResponseEnvelope.routingError(503, "other dry runs are in progress; try again")
                    .retryAfter(RETRY_AFTER);
        }
        try {
            var changes = context.rules()
                    .dryRun()
                    .compare(
                            groups,
                            context.rules().groups().get(),
                            context.notifier().logTime());
            ResponseEnvelope.send(
                    request, new DryRunView(changes.stream().map(ChangeView::of).toList()));
        } finally {
            running.release();
        }
    }

    private List<RuleGroup> read(Context request) {
        var bytes = RequestBody.read(
                request, context.maxBodyBytes(), sentence -> ResponseEnvelope.apiError(413, "bad_data", sentence));
        var namespace = new TocsinParameters(request, context.matchers()).text("namespace");
        return RuleFileReader.read(
                SOURCE,
                new String(bytes, StandardCharsets.UTF_8),
                namespace.isEmpty() ? "default" : namespace,
                context.rules().defaults(),
                UnknownKeys.REJECTED);
    }
}

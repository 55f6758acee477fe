package dev.tocsin.http;

import dev.tocsin.alerts.Alert;
import dev.tocsin.http.common.Html;
import dev.tocsin.http.common.Identity;
import dev.tocsin.http.common.InstanceStatus;
import dev.tocsin.notification.log.Member;
import dev.tocsin.notification.silences.Silence;
import dev.tocsin.notification.silences.SilenceState;
import dev.tocsin.notifier.Notifier;
import dev.tocsin.notifier.SilenceService;
import io.javalin.http.Context;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A page with the status of the instance, firing alerts, active silences, members, and links.
 *
 * @param prefix prefix of all paths
 */
record HomePage(
        Identity identity,
        Supplier<InstanceStatus> status,
        Notifier notifier,
        SilenceService silenceService,
        String prefix) {
    /** Further rows are only counted. */
    private static final int MAX_ROWS = 50;

    private static final List<String> LINKS = List.of(
            "/api/v2/status",
            "/api/v2/alerts",
            "/api/v2/alerts/groups",
            "/api/v2/silences",
            "/api/v2/receivers",
            "/graph",
            "/api/v1/rules",
            "/api/v1/alerts",
            "/api/v1/tocsin/skipped-records",
            "/api/v1/tocsin/agreement",
            "/api/v1/tocsin/data-sources",
            "/metrics",
            "/-/ready",
            "/-/healthy");
    private static final String PAGE = """
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width">
            <title>Tocsin: %1$s</title>
            <style>
            body { font-family: sans-serif; max-width: 60em; margin: 2em auto; padding: 0 1em }
            li { margin: 0.2em 0 }
            code { overflow-wrap: anywhere }
            small { color: #666 }
            </style>
            </head>
            <body>
            <h1>Tocsin: %1$s</h1>
            <p>Version %2$s. %3$s</p>
            <h2>%4$s</h2>
            <ul>
            %5$s
            </ul>
            <h2>%6$s</h2>
            <ul>
            %7$s
            </ul>
            <h2>%8$s</h2>
            <ul>
            %9$s
            </ul>
            <h2>More</h2>
            <ul>
            %10$s
            </ul>
            </body>
            </html>
            """;

    void show(Context request) {
        request.status(200).contentType("text/html; charset=utf-8").result(render(notifier.logTime()));
    }

    private String render(Instant now) {
        var current = status.get();
        var alerts = firingAlerts(now);
        var silences = activeSilences(now);
        var members = current.members().all();
        return PAGE.formatted(
                Html.escape(identity.instance()),
                Html.escape(identity.version()),
                Html.escape(statusText(current)),
                pluralize(alerts.size(), "alert fires", "alerts fire"),
                items(alerts, alert -> row(alert, now)),
                pluralize(silences.size(), "silence is active", "silences are active"),
                items(silences, this::row),
                pluralize(members.size(), "member", "members"),
                items(members, HomePage::row),
                items(LINKS, path -> link(prefix + path, path)));
    }

    private static String statusText(InstanceStatus status) {
        var ready = status.isReady() ? "Ready." : "Not ready: " + String.join("; ", status.notReady()) + ".";
        var isolated = status.isolated() ? " Cut off from the cluster log." : "";
        var config = status.configProblem().isEmpty()
                ? ""
                : " The newest configuration is not in force: " + status.configProblem();
        var degraded = status.degraded().stream()
                .map(sentence -> " Degraded: " + sentence + ".")
                .collect(Collectors.joining());
        return ready + isolated + config + degraded;
    }

    private List<Alert> firingAlerts(Instant now) {
        return notifier.alerts().stream()
                .filter(alert -> !alert.isResolvedAt(now))
                .sorted(Comparator.comparing(Alert::startsAt).reversed())
                .toList();
    }

    private List<Silence> activeSilences(Instant now) {
        return silenceService.silences().all().stream()
                .filter(silence -> silence.at(now) == SilenceState.ACTIVE)
                .toList();
    }

    private String row(Alert alert, Instant now) {
        var silenced = !silenceService.silences().mutedBy(alert.labels(), now).isEmpty();
        return "<code>%s</code> <small>since %s%s</small>"
                .formatted(
                        Html.escape(alert.labels().toString()), time(alert.startsAt()), silenced ? ", silenced" : "");
    }

    private String row(Silence silence) {
        return "%s <small>until %s by %s: %s</small>"
                .formatted(
                        link(prefix + "/api/v2/silence/" + silence.id(), silence.id()),
                        time(silence.endsAt()),
                        Html.escape(silence.createdBy()),
                        Html.escape(silence.comment()));
    }

    private static String row(Member member) {
        var address = member.address().toLowerCase(Locale.ROOT);
        return address.startsWith("http://") || address.startsWith("https://")
                ? link(member.address(), member.instance())
                : Html.escape(member.instance());
    }

    private static <T> String items(Collection<T> items, Function<T, String> row) {
        var more = items.size() > MAX_ROWS
                ? Stream.of("and %d more".formatted(items.size() - MAX_ROWS))
                : Stream.<String>empty();
        return Stream.concat(items.stream().limit(MAX_ROWS).map(row), more)
                .map(item -> "<li>" + item + "</li>")
                .collect(Collectors.joining("\n"));
    }

    private static String pluralize(int count, String one, String more) {
        return count + " " + (count == 1 ? one : more);
    }

    private static String time(Instant instant) {
        return instant.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    private static String link(String address, String text) {
        return "<a href=\"%s\">%s</a>".formatted(Html.escape(address), Html.escape(text));
    }
}

package dev.tocsin.http;

import dev.tocsin.http.instance.Condition;
import dev.tocsin.notification.claims.Member;
import dev.tocsin.notification.silences.Phase;
import io.javalin.http.Context;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Collectors;

/** A page that says in a few lines how the instance is, and where to look on. */
final class HomePage {
    private static final List<String> LINKS = List.of(
            "/api/v2/status",
            "/api/v2/alerts",
            "/api/v2/alerts/groups",
            "/api/v2/silences",
            "/api/v2/receivers",
            "/api/v1/rules",
            "/api/v1/alerts",
            "/api/v1/tocsin/skipped-records",
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
            <style>body { font-family: sans-serif; max-width: 50em; margin: 2em auto; padding: 0 1em }</style>
            </head>
            <body>
            <h1>Tocsin: %1$s</h1>
            <p>Version %2$s. %3$s</p>
            <p>%4$d firing alerts, %5$d active silences.</p>
            <h2>Members</h2>
            <ul>
            %6$s
            </ul>
            <h2>More</h2>
            <ul>
            %7$s
            </ul>
            </body>
            </html>
            """;

    private final Inside inside;
    private final InstantSource clock;

    HomePage(Inside inside, InstantSource clock) {
        this.inside = inside;
        this.clock = clock;
    }

    void show(Context request) {
        var condition = inside.condition().get();
        request.status(200)
                .contentType("text/html; charset=utf-8")
                .result(PAGE.formatted(
                        escaped(inside.identity().instance()),
                        escaped(inside.identity().version()),
                        escaped(sentence(condition)),
                        firing(),
                        activeSilences(),
                        items(condition.members().all().stream()
                                .map(HomePage::member)
                                .toList()),
                        items(LINKS.stream().map(HomePage::link).toList())));
    }

    private static String sentence(Condition condition) {
        var ready = condition.isReady() ? "Ready." : "Not ready: " + String.join("; ", condition.notReady()) + ".";
        var isolated = condition.isolated() ? " Cut off from the cluster log." : "";
        var config = condition.configProblem().isEmpty()
                ? ""
                : " The newest configuration is not in force: " + condition.configProblem();
        return ready + isolated + config;
    }

    private long firing() {
        var now = clock.instant();
        return inside.notifying().alerts().get().stream()
                .filter(alert -> !alert.isResolvedAt(now))
                .count();
    }

    private long activeSilences() {
        var now = clock.instant();
        return inside.notifying().silencing().silences().all().stream()
                .filter(silence -> silence.at(now) == Phase.ACTIVE)
                .count();
    }

    private static String items(List<String> items) {
        return items.stream().map(item -> "<li>" + item + "</li>").collect(Collectors.joining("\n"));
    }

    private static String member(Member member) {
        return "%s (%s)".formatted(escaped(member.instance()), escaped(member.address()));
    }

    private static String link(String path) {
        return "<a href=\"%1$s\">%1$s</a>".formatted(path);
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}

package dev.tocsin.cli;

import dev.tocsin.alerts.Alert;
import dev.tocsin.evaluation.rules.ActiveAlert;
import dev.tocsin.evaluation.rules.AlertState;
import dev.tocsin.evaluation.rules.Rule;
import dev.tocsin.notation.GoJson;
import dev.tocsin.notation.GoTime;
import dev.tocsin.notation.PromDuration;
import dev.tocsin.replay.LogComparison.Difference;
import dev.tocsin.replay.ReplayListener.EvaluatedTick;
import dev.tocsin.replay.ReplayListener.VirtualNotification;
import dev.tocsin.replay.ReplayListener.WithheldAlert;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Lines of a replay for people and programs. Characters that could control a terminal are replaced in text. */
final class ReplayText {
    private ReplayText() {}

    static String alert(
            ReplayCommand.Format format, EvaluatedTick tick, Rule rule, AlertState.Kind before, ActiveAlert after) {
        var state = after.state();
        if (format == ReplayCommand.Format.json) {
            var fields = fields("alert", tick.tick());
            fields.put("group", tick.group().key());
            fields.put("rule", rule.name());
            fields.put("labels", after.labels().asMap());
            fields.put("before", name(before));
            fields.put("state", name(state.kind()));
            fields.put("since", time(state.times().enteredAt()));
            fields.put("active_at", time(state.times().activeAt()));
            fields.put("value", String.valueOf(after.value()));
            fields.put("annotations", after.annotations());
            return GoJson.value(fields);
        }
        var change = before == state.kind() ? name(before) : name(before) + " -> " + name(state.kind());
        return TextTable.printable("%s  %s  %s  %s  value %s%s"
                .formatted(
                        GoTime.format(tick.tick()),
                        tick.group().key(),
                        after.labels(),
                        change,
                        after.value(),
                        after.annotations().isEmpty() ? "" : "  " + after.annotations()));
    }

    static String failure(ReplayCommand.Format format, EvaluatedTick tick, Rule rule, String error) {
        if (format == ReplayCommand.Format.json) {
            var fields = fields("failure", tick.tick());
            fields.put("group", tick.group().key());
            fields.put("rule", rule.name());
            fields.put("error", error);
            return GoJson.value(fields);
        }
        return TextTable.printable("%s  %s  rule %s failed: %s"
                .formatted(GoTime.format(tick.tick()), tick.group().key(), rule.name(), error));
    }

    static String notification(ReplayCommand.Format format, VirtualNotification sent) {
        var notification = sent.notification();
        var resolved =
                notification.alerts().stream().filter(notification::isResolved).toList();
        var firing = notification.alerts().stream()
                .filter(alert -> !notification.isResolved(alert))
                .toList();
        if (format == ReplayCommand.Format.json) {
            var fields = fields("notification", sent.at());
            fields.put("receiver", notification.receiver());
            fields.put("integration", sent.integration());
            fields.put("group_labels", notification.groupLabels().asMap());
            fields.put("status", firing.isEmpty() ? "resolved" : "firing");
            fields.put("reason", notification.reason().text());
            fields.put("firing", labels(firing));
            fields.put("resolved", labels(resolved));
            return GoJson.value(fields);
        }
        return TextTable.printable("%s  notification to %s (%s) for group %s: %s; %d firing, %d resolved: %s"
                .formatted(
                        GoTime.format(sent.at()),
                        notification.receiver(),
                        sent.integration(),
                        notification.groupLabels(),
                        notification.reason().text(),
                        firing.size(),
                        resolved.size(),
                        notification.alerts().stream().map(Alert::labels).toList()));
    }

    static String withheld(ReplayCommand.Format format, WithheldAlert withheld) {
        var reason = withheld.reason();
        if (format == ReplayCommand.Format.json) {
            var fields = fields("withheld", withheld.at());
            fields.put("receiver", withheld.receiver());
            fields.put("integration", withheld.integration());
            fields.put("group_labels", withheld.groupLabels().asMap());
            fields.put("labels", withheld.alert().asMap());
            fields.put("reason", reason.reason());
            fields.put("by", reason.mutedBy());
            return GoJson.value(fields);
        }
        return TextTable.printable("%s  no notification to %s (%s) of %s: %s"
                .formatted(
                        GoTime.format(withheld.at()),
                        withheld.receiver(),
                        withheld.integration(),
                        withheld.alert(),
                        reason.text()));
    }

    static String difference(ReplayCommand.Format format, Difference difference) {
        if (format == ReplayCommand.Format.json) {
            var fields = fields("difference", difference.at());
            fields.put("subject", difference.subject());
            fields.put("evaluated", difference.evaluated());
            fields.put("logged", difference.logged());
            return GoJson.value(fields);
        }
        return TextTable.printable("%s  difference in %s: evaluated now: %s; logged then: %s"
                .formatted(
                        GoTime.format(difference.at()),
                        difference.subject(),
                        difference.evaluated(),
                        difference.logged()));
    }

    /** The end of a backtest. */
    static List<String> summary(
            ReplayCommand.Format format,
            int notifications,
            Map<String, Integer> receivers,
            List<BacktestReport.RuleSummary> rules) {
        if (format == ReplayCommand.Format.json) {
            var fields = new LinkedHashMap<String, Object>();
            fields.put("type", "summary");
            fields.put("notifications", notifications);
            fields.put("receivers", receivers);
            fields.put("rules", rules.stream().map(ReplayText::summary).toList());
            return List.of(GoJson.value(fields));
        }
        var rows = new ArrayList<List<String>>();
        rows.add(List.of("RECEIVER", "NOTIFICATIONS"));
        receivers.forEach((receiver, count) -> rows.add(List.of(receiver, count.toString())));
        var ruleRows = new ArrayList<List<String>>();
        ruleRows.add(List.of("GROUP", "RULE", "ALERTS", "FIRING", "NOTIFICATIONS", "ERROR"));
        rules.forEach(rule -> ruleRows.add(List.of(
                rule.group(),
                rule.rule(),
                String.valueOf(rule.alerts()),
                PromDuration.format(rule.firing()),
                String.valueOf(rule.notifications()),
                rule.error())));
        var lines = new ArrayList<String>();
        lines.add("%d notification(s) would have gone out".formatted(notifications));
        lines.addAll(new TextTable(rows).lines());
        lines.addAll(new TextTable(ruleRows).lines());
        return lines;
    }

    private static Map<String, Object> summary(BacktestReport.RuleSummary rule) {
        var fields = new LinkedHashMap<String, Object>();
        fields.put("group", rule.group());
        fields.put("rule", rule.rule());
        fields.put("alerts", rule.alerts());
        fields.put("firing_seconds", rule.firing().toMillis() / 1e3);
        fields.put("notifications", rule.notifications());
        fields.put("error", rule.error());
        return fields;
    }

    private static Map<String, Object> fields(String type, Instant at) {
        var fields = new LinkedHashMap<String, Object>();
        fields.put("type", type);
        fields.put("at", GoTime.format(at));
        return fields;
    }

    private static List<Map<String, String>> labels(List<Alert> alerts) {
        return alerts.stream().map(alert -> alert.labels().asMap()).toList();
    }

    private static String time(Instant at) {
        return GoTime.format(at);
    }

    private static String name(AlertState.Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }
}

package dev.tocsin.config.alertmanager;

import dev.tocsin.labels.MatcherParser;
import dev.tocsin.notation.GoQuote;
import dev.tocsin.notation.PromDuration;
import dev.tocsin.notification.muting.RouteIntervals;
import dev.tocsin.notification.routing.GroupBy;
import dev.tocsin.notification.routing.RouteNode;
import dev.tocsin.notification.routing.RouteOptions;
import dev.tocsin.templates.TemplateSyntaxException;
import dev.tocsin.templates.Templates;
import dev.tocsin.yaml.ProblemCollector;
import dev.tocsin.yaml.SpellingSuggestion;
import dev.tocsin.yaml.YamlMap;
import dev.tocsin.yaml.YamlValue;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads the routing tree. Child routes inherit options of their parents. */
final class RouteReader {
    private static final String MUTE = "mute_time_intervals";
    private static final String ACTIVE = "active_time_intervals";

    private final Set<String> receivers;
    private final Set<String> intervals;
    private final Templates templates;
    private final MatcherParser parser;
    private final MatchersReader matchers;
    private final ProblemCollector problems;

    /**
     * @param receivers names of all receivers
     * @param intervals names of all time intervals
     */
    RouteReader(
            Set<String> receivers,
            Set<String> intervals,
            Templates templates,
            MatcherParser parser,
            ProblemCollector problems) {
        this.receivers = receivers;
        this.intervals = intervals;
        this.templates = templates;
        this.parser = parser;
        this.matchers = MatchersReader.of("", parser);
        this.problems = problems;
    }

    RouteNode root(YamlValue value) {
        var map = value.map();
        if (map.text("receiver", "").isEmpty()) {
            map.problem("receiver", "root route must specify a default receiver", "");
        }
        matchers.keys().forEach(key -> rejectAtRoot(map, key, "matchers"));
        rejectAtRoot(map, MUTE, "mute time intervals");
        rejectAtRoot(map, ACTIVE, "active time intervals");
        if (map.bool("continue", false)) {
            map.problem("continue", "cannot have continue in root route", "");
        }
        return node(map, RouteOptions.DEFAULT);
    }

    private static void rejectAtRoot(YamlMap map, String key, String name) {
        map.get(key)
                .filter(value -> !value.isEmpty())
                .ifPresent(value -> map.problem(key, "root route must not have any " + name, ""));
    }

    private RouteNode node(YamlMap map, RouteOptions parent) {
        var options = options(map, parent);
        var nodeMatchers = matchers.read(map);
        var continues = map.bool("continue", false);
        var muteAndActive = new RouteIntervals(intervals(map, MUTE), intervals(map, ACTIVE));
        var routes = map.items("routes").stream()
                .map(child -> node(child.map(), options))
                .toList();
        map.rejectUnknownKeys();
        return new RouteNode(options, nodeMatchers, muteAndActive, continues, routes);
    }

    private RouteOptions options(YamlMap map, RouteOptions parent) {
        var receiver = map.text("receiver", "");
        if (!receiver.isEmpty() && !receivers.contains(receiver)) {
            map.problem(
                    "receiver",
                    "undefined receiver %s used in route".formatted(GoQuote.quote(receiver)),
                    receivers.isEmpty() ? "add it to receivers" : SpellingSuggestion.remedy(receiver, receivers));
        }
        var options = new RouteOptions(
                receiver.isEmpty() ? parent.receiver() : receiver,
                groupBy(map, parent.groupBy()),
                map.duration("group_wait", parent.groupWait()),
                nonZeroDuration(map, "group_interval", parent.groupInterval()),
                nonZeroDuration(map, "repeat_interval", parent.repeatInterval()),
                parent.labels());
        if (options.repeatInterval().compareTo(options.groupInterval()) < 0) {
            problems.warn(
                    map.location(),
                    "repeat_interval %s is shorter than group_interval %s: notifications repeat at group_interval"
                            .formatted(
                                    PromDuration.format(options.repeatInterval()),
                                    PromDuration.format(options.groupInterval())),
                    "");
        }
        return options.withLabels(labels(map));
    }

    private GroupBy groupBy(YamlMap map, GroupBy inherited) {
        var list = map.get("group_by");
        try {
            return list.map(labels -> GroupBy.parse(labels.texts(), parser::allowsName))
                    .orElse(inherited);
        } catch (IllegalArgumentException e) {
            e.getMessage().lines().forEach(line -> map.problem("group_by", line, ""));
            return inherited;
        }
    }

    private static Duration nonZeroDuration(YamlMap map, String key, Duration inherited) {
        var duration = map.duration(key, inherited);
        if (duration.isZero()) {
            map.problem(key, key + " cannot be zero", "");
            return inherited;
        }
        return duration;
    }

    private List<String> intervals(YamlMap map, String key) {
        var names = map.items(key);
        for (var item : names) {
            item.text()
                    .filter(name -> !intervals.contains(name))
                    .ifPresent(name -> item.problem(
                            "undefined time interval %s used in route".formatted(GoQuote.quote(name)),
                            intervals.isEmpty()
                                    ? "add it to time_intervals"
                                    : SpellingSuggestion.remedy(name, intervals)));
        }
        return names.stream().flatMap(item -> item.text().stream()).toList();
    }

    private Map<String, String> labels(YamlMap map) {
        var labels = map.strings("labels");
        labels.forEach((name, text) -> {
            if (!parser.allowsName(name)) {
                map.problem("labels", "invalid label name %s in route labels".formatted(GoQuote.quote(name)), "");
            }
            try {
                templates.parse("", text);
            } catch (TemplateSyntaxException e) {
                map.problem("labels", "label %s: %s".formatted(name, e.getMessage()), "");
            }
        });
        return labels;
    }
}

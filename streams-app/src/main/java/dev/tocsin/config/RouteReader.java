package dev.tocsin.config;

import dev.tocsin.labels.Matcher;
import dev.tocsin.labels.MatcherParser;
import dev.tocsin.notation.GoQuote;
import dev.tocsin.notification.routing.GroupBy;
import dev.tocsin.notification.routing.Options;
import dev.tocsin.notification.routing.RouteNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;

/** Reads the tree of routes; children inherit what their parents say. */
final class RouteReader {
    private static final List<String> INTERVALS = List.of("mute_time_intervals", "active_time_intervals");
    private static final List<String> MATCHERS = List.of("matchers", "match", "match_re");

    private final Set<String> receivers;

    RouteReader(Set<String> receivers) {
        this.receivers = receivers;
    }

    RouteNode root(YamlValue value) {
        var map = value.map();
        if (map.text("receiver", "").isEmpty()) {
            map.problem("receiver", "root route must specify a default receiver", "");
        }
        for (var key : MATCHERS) {
            map.get(key)
                    .filter(matchers -> !matchers.isEmpty())
                    .ifPresent(matchers -> map.problem(key, "root route must not have any matchers", ""));
        }
        if (map.bool("continue", false)) {
            map.problem("continue", "cannot have continue in root route", "");
        }
        return node(map, Options.DEFAULT);
    }

    private RouteNode node(YamlMap map, Options parent) {
        var options = options(map, parent);
        var matchers = matchers(map);
        var continues = map.bool("continue", false);
        NotYet.refuse(map, INTERVALS);
        NotYet.refuse(map, List.of("labels"));
        var routes = map.items("routes").stream()
                .map(child -> node(child.map(), options))
                .toList();
        map.refuseOthers();
        return new RouteNode(options, matchers, continues, routes);
    }

    private Options options(YamlMap map, Options parent) {
        var receiver = map.text("receiver", "");
        if (!receiver.isEmpty() && !receivers.contains(receiver)) {
            map.problem(
                    "receiver",
                    "undefined receiver %s used in route".formatted(GoQuote.quote(receiver)),
                    receivers.isEmpty() ? "add it to receivers" : Spelling.remedy(receiver, receivers));
        }
        return new Options(
                receiver.isEmpty() ? parent.receiver() : receiver,
                groupBy(map, parent.groupBy()),
                map.duration("group_wait", parent.groupWait()),
                notZero(map, "group_interval", parent.groupInterval()),
                notZero(map, "repeat_interval", parent.repeatInterval()));
    }

    private static GroupBy groupBy(YamlMap map, GroupBy inherited) {
        var list = map.get("group_by");
        try {
            return list.map(labels -> GroupBy.parse(labels.texts())).orElse(inherited);
        } catch (IllegalArgumentException e) {
            e.getMessage().lines().forEach(line -> map.problem("group_by", line, ""));
            return inherited;
        }
    }

    private static Duration notZero(YamlMap map, String key, Duration inherited) {
        var duration = map.duration(key, inherited);
        if (duration.isZero()) {
            map.problem(key, key + " cannot be zero", "");
            return inherited;
        }
        return duration;
    }

    private static List<Matcher> matchers(YamlMap map) {
        var matchers = new ArrayList<Matcher>();
        for (var item : map.items("matchers")) {
            item.text().ifPresent(text -> ask(item, () -> matchers.addAll(MatcherParser.FALLBACK.parseList(text))));
        }
        pairs(map, "match", RouteNode::match, matchers);
        pairs(map, "match_re", RouteNode::matchRe, matchers);
        return matchers;
    }

    private static void pairs(
            YamlMap map, String key, BiFunction<String, String, Matcher> toMatcher, List<Matcher> matchers) {
        map.get(key)
                .ifPresent(pairs -> pairs.entries().forEach((name, value) -> {
                    if (value.isNull() && key.equals("match_re")) {
                        value.problem("invalid regexp value for " + GoQuote.quote(name), "");
                    } else {
                        value.text().ifPresent(text -> ask(value, () -> matchers.add(toMatcher.apply(name, text))));
                    }
                }));
    }

    private static void ask(YamlValue value, Runnable parse) {
        try {
            parse.run();
        } catch (IllegalArgumentException e) {
            value.problem(e.getMessage(), "");
        }
    }
}

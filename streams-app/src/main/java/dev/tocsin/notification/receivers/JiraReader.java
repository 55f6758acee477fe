package dev.tocsin.notification.receivers;

import dev.tocsin.yaml.YamlMap;
import dev.tocsin.yaml.YamlValue;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads a {@code jira_configs} item. */
final class JiraReader {
    private JiraReader() {}

    static Integration read(Section section) {
        var map = section.map();
        section.needed("project", "missing project in jira_config");
        section.needed("issue_type", "missing issue_type in jira_config");
        var summary = described(map, "summary");
        var description = described(map, "description");
        var course = new Jira.Course(
                map.text("reopen_transition", ""),
                map.text("resolve_transition", ""),
                map.text("wont_fix_resolution", ""),
                map.duration("reopen_duration", Duration.ZERO));
        return new Jira(
                section.manner(true),
                api(section),
                texts(map, summary, description),
                map.get("labels").map(YamlValue::texts).orElse(List.of()),
                fields(map),
                new Jira.Updates(summary.isUpdated(), description.isUpdated()),
                course);
    }

    private static Jira.Api api(Section section) {
        var url = section.url("api_url", "jira_api_url");
        if (url.isEmpty()) {
            section.problem("no global Jira Cloud URL set");
        }
        var type = section.map().text("api_type", "auto");
        if (!List.of("auto", "cloud", "datacenter").contains(type)) {
            section.map().problem("api_type", "unknown api_type on jira_config, must be cloud, datacenter or auto", "");
        }
        return new Jira.Api(url, type.equals("cloud") || type.equals("auto") && isCloud(url));
    }

    private static boolean isCloud(String url) {
        try {
            var host = URI.create(url).getHost();
            return host != null && host.endsWith(".atlassian.net");
        } catch (IllegalArgumentException e) {
            return false; // It was told already.
        }
    }

    private record Described(String template, boolean isUpdated) {}

    /** A template, or a mapping that also says whether what it gave is kept up to date. */
    private static Described described(YamlMap map, String key) {
        var otherwise = Jira.TEXTS.templates().get(key);
        return map.get(key)
                .map(value -> {
                    if (!value.isMap()) {
                        return new Described(value.text().orElse(""), true);
                    }
                    var inner = value.map();
                    var described = new Described(inner.text("template", otherwise), inner.bool("enable_update", true));
                    inner.refuseOthers();
                    return described;
                })
                .orElse(new Described(otherwise, true));
    }

    private static Texts texts(YamlMap map, Described summary, Described description) {
        var texts = new LinkedHashMap<String, String>();
        for (var name : List.of("project", "issue_type", "priority")) {
            texts.put(name, map.text(name, Jira.TEXTS.templates().get(name)));
        }
        texts.put("summary", summary.template());
        texts.put("description", description.template());
        return new Texts(texts);
    }

    private static Map<String, Object> fields(YamlMap map) {
        var fields = new LinkedHashMap<String, Object>();
        map.get("fields")
                .ifPresent(value -> value.entries().forEach((name, field) -> {
                    var data = field.data();
                    fields.put(name, data == null ? "" : data);
                }));
        return fields;
    }
}

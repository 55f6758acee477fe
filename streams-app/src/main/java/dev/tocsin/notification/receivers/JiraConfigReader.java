package dev.tocsin.notification.receivers;

import dev.tocsin.yaml.YamlMap;
import dev.tocsin.yaml.YamlValue;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads a {@code jira_configs} item. */
final class JiraConfigReader {
    private JiraConfigReader() {}

    static Integration read(IntegrationYaml section) {
        var map = section.map();
        section.required("project", "missing project in jira_config");
        section.required("issue_type", "missing issue_type in jira_config");
        var summary = fieldConfig(map, "summary");
        var description = fieldConfig(map, "description");
        var course = new Jira.Workflow(
                map.text("reopen_transition", ""),
                map.text("resolve_transition", ""),
                map.text("wont_fix_resolution", ""),
                map.duration("reopen_duration", Duration.ZERO));
        return new Jira(
                section.settings(true),
                api(section),
                texts(map, summary, description),
                map.get("labels").map(YamlValue::texts).orElse(List.of()),
                fields(map),
                new Jira.Updates(summary.isUpdated(), description.isUpdated()),
                course);
    }

    private static Jira.Api api(IntegrationYaml section) {
        var url = section.urlOrGlobal("api_url", "jira_api_url");
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

    private record FieldConfig(String template, boolean isUpdated) {}

    /** A template, or a mapping that also says whether what it gave is kept up to date. */
    private static FieldConfig fieldConfig(YamlMap map, String key) {
        var otherwise = Jira.DEFAULT_FIELDS.templates().get(key);
        return map.get(key)
                .map(value -> {
                    if (!value.isMap()) {
                        return new FieldConfig(value.text().orElse(""), true);
                    }
                    var inner = value.map();
                    var described =
                            new FieldConfig(inner.text("template", otherwise), inner.bool("enable_update", true));
                    inner.rejectUnknownKeys();
                    return described;
                })
                .orElse(new FieldConfig(otherwise, true));
    }

    private static TemplateFields texts(YamlMap map, FieldConfig summary, FieldConfig description) {
        var texts = new LinkedHashMap<String, String>();
        for (var name : List.of("project", "issue_type", "priority")) {
            texts.put(name, map.text(name, Jira.DEFAULT_FIELDS.templates().get(name)));
        }
        texts.put("summary", summary.template());
        texts.put("description", description.template());
        return new TemplateFields(texts);
    }

    private static Map<String, Object> fields(YamlMap map) {
        var fields = new LinkedHashMap<String, Object>();
        map.get("fields")
                .ifPresent(value -> value.entries().forEach((name, field) -> {
                    var data = field.toJava();
                    fields.put(name, data == null ? "" : data);
                }));
        return fields;
    }
}

package dev.tocsin.evaluation.rules;

import dev.tocsin.yaml.SourceLocation;
import dev.tocsin.yaml.YamlNode;
import dev.tocsin.yaml.YamlNode.Mapping;
import dev.tocsin.yaml.YamlNode.Scalar;
import dev.tocsin.yaml.YamlNode.Sequence;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Writes rule groups as YAML, with the keys of rule files. Fields that are empty are left out. */
public final class RuleFileWriter {
    private static final SourceLocation NOWHERE = SourceLocation.ofSource("");

    private RuleFileWriter() {}

    /** A rule file. */
    public static String file(List<RuleGroupDraft> groups) {
        return node(Map.of("groups", groups.stream().map(RuleFileWriter::fields).toList()))
                .text();
    }

    /** Lists of groups by namespace, as Mimir's ruler answers. */
    public static String namespaces(Map<String, List<RuleGroupDraft>> groups) {
        var all = new TreeMap<String, Object>();
        groups.forEach((namespace, some) ->
                all.put(namespace, some.stream().map(RuleFileWriter::fields).toList()));
        return node(all).text();
    }

    /** One group. */
    public static String group(RuleGroupDraft group) {
        return node(fields(group)).text();
    }

    private static Map<String, Object> fields(RuleGroupDraft group) {
        var fields = group.fields();
        fields.remove("namespace");
        return fields;
    }

    private static Mapping node(Map<?, ?> fields) {
        return new Mapping(
                NOWHERE,
                fields.entrySet().stream()
                        .map(entry -> new Mapping.Entry(NOWHERE, entry.getKey().toString(), value(entry.getValue())))
                        .toList());
    }

    private static YamlNode value(Object value) {
        if (value instanceof Map<?, ?> fields) {
            return node(fields);
        }
        if (value instanceof List<?> items) {
            return new Sequence(
                    NOWHERE, items.stream().map(RuleFileWriter::value).toList());
        }
        var type = value instanceof Number ? Scalar.Type.NUMBER : Scalar.Type.TEXT;
        return new Scalar(NOWHERE, value.toString(), type);
    }
}

package dev.tocsin.imports.grafana;

import dev.tocsin.yaml.ProblemCollector;
import dev.tocsin.yaml.YamlMap;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Translates contact points into receivers. */
final class ReceiverTranslator {
    private final Map<String, Map<String, List<Object>>> receivers = new LinkedHashMap<>();

    /** The receivers of an Alertmanager configuration, in the order of the files. */
    List<Map<String, Object>> all() {
        var all = new ArrayList<Map<String, Object>>();
        receivers.forEach((name, integrations) -> {
            var receiver = new LinkedHashMap<String, Object>();
            receiver.put("name", name);
            receiver.putAll(integrations);
            all.add(receiver);
        });
        return all;
    }

    /** Adds a contact point. One that has problems is a receiver, too, so that routes stay valid. */
    void add(YamlMap contactPoint, ProblemCollector problems) {
        var name = contactPoint.text("name", "");
        if (name.isEmpty()) {
            contactPoint.problem("name", "a contact point needs a name", "");
        }
        var integrations = receivers.computeIfAbsent(name, any -> new LinkedHashMap<>());
        for (var item : contactPoint.items("receivers")) {
            var before = problems.count();
            var one = item.map();
            one.text("uid", "");
            one.get("provenance");
            var type = one.text("type", "");
            var sendsResolved = !one.bool("disableResolveMessage", false);
            var settings = new ContactPointSettings(type, one, problems);
            var translated = ContactPointTypes.translate(type, settings);
            if (translated.isEmpty()) {
                item.problem(
                        "contact points of the type '%s' have no equivalent".formatted(type),
                        "write its receiver by hand");
                continue;
            }
            settings.rejectRemaining();
            one.rejectUnknownKeys();
            if (problems.count() == before) {
                for (var config : translated.get().configs()) {
                    config.put("send_resolved", sendsResolved);
                    integrations
                            .computeIfAbsent(translated.get().kind() + "_configs", any -> new ArrayList<>())
                            .add(config);
                }
            }
        }
        contactPoint.rejectUnknownKeys();
    }
}

package dev.tocsin.notification.receivers;

import dev.tocsin.yaml.YamlValue;
import java.util.List;
import java.util.regex.Pattern;

/** Reads an {@code opsgenie_configs} item. */
final class OpsgenieConfigReader {
    private static final Pattern TYPE = Pattern.compile("^(team|teams|user|escalation|schedule)$");

    private OpsgenieConfigReader() {}

    static Integration read(IntegrationYaml section) {
        return new Opsgenie(
                section.settings(true),
                section.urlOrGlobal("api_url", "opsgenie_api_url"),
                section.secret(
                        "api_key", "opsgenie_api_key", "no global OpsGenie API Key set either inline or in a file"),
                section.templateFields(Opsgenie.DEFAULT_FIELDS),
                section.map().strings("details"),
                responders(section),
                section.map().bool("update_alerts", false));
    }

    private static List<Opsgenie.Responder> responders(IntegrationYaml section) {
        return section.map().items("responders").stream()
                .map(OpsgenieConfigReader::responder)
                .toList();
    }

    private static Opsgenie.Responder responder(YamlValue item) {
        var map = item.map();
        var responder = new Opsgenie.Responder(
                map.text("id", ""), map.text("name", ""), map.text("username", ""), map.text("type", ""));
        if (responder.id().isEmpty()
                && responder.name().isEmpty()
                && responder.username().isEmpty()) {
            item.problem(
                    "opsGenieConfig responder %s has to have at least one of id, username or name specified"
                            .formatted(item.path()),
                    "");
        }
        if (!responder.type().contains("{{") && !TYPE.matcher(responder.type()).find()) {
            item.problem(
                    "opsGenieConfig responder %s type does not match valid options %s"
                            .formatted(item.path(), TYPE.pattern()),
                    "");
        }
        map.rejectUnknownKeys();
        return responder;
    }
}

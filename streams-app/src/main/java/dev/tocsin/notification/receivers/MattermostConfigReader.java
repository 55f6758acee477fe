package dev.tocsin.notification.receivers;

import dev.tocsin.yaml.YamlMap;
import dev.tocsin.yaml.YamlValue;
import java.util.LinkedHashMap;

/** Reads a {@code mattermost_configs} item. */
final class MattermostConfigReader {
    private MattermostConfigReader() {}

    static Integration read(IntegrationYaml section) {
        var map = section.map();
        map.get("webhook_url").ifPresent(section::checkUrl);
        var texts = new LinkedHashMap<>(
                section.templateFields(Mattermost.DEFAULT_FIELDS).templates());
        var props = map.map("props");
        texts.put("card", props.text("card", ""));
        return new Mattermost(
                section.settings(true),
                section.secret(
                        "webhook_url",
                        "mattermost_webhook_url",
                        "no global Mattermost webhook URL set either inline or in a file"),
                new TemplateFields(texts),
                section.fields("Mattermost"),
                map.items("attachments").stream()
                        .map(MattermostConfigReader::attachment)
                        .toList(),
                priority(map.map("priority")));
    }

    private static Mattermost.Attachment attachment(YamlValue item) {
        var map = item.map();
        var texts = new LinkedHashMap<String, String>();
        Mattermost.ATTACHMENT_FIELDS.forEach(name -> texts.put(name, map.text(name, "")));
        var attachment = new Mattermost.Attachment(
                new TemplateFields(texts), IntegrationYaml.fields(map, "Mattermost", map.bool("short_fields", false)));
        map.rejectUnknownKeys();
        return attachment;
    }

    private static Mattermost.Priority priority(YamlMap map) {
        return new Mattermost.Priority(
                map.text("priority", ""),
                map.bool("requested_ack", false),
                map.bool("persistent_notifications", false));
    }
}

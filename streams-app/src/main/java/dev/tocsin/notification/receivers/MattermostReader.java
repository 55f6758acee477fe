package dev.tocsin.notification.receivers;

import dev.tocsin.yaml.YamlMap;
import dev.tocsin.yaml.YamlValue;
import java.util.LinkedHashMap;

/** Reads a {@code mattermost_configs} item. */
final class MattermostReader {
    private MattermostReader() {}

    static Integration read(Section section) {
        var map = section.map();
        map.get("webhook_url").ifPresent(section::checkUrl);
        var texts = new LinkedHashMap<>(section.texts(Mattermost.TEXTS).templates());
        var props = map.map("props");
        texts.put("card", props.text("card", ""));
        return new Mattermost(
                section.manner(true),
                section.secret(
                        "webhook_url",
                        "mattermost_webhook_url",
                        "no global Mattermost webhook URL set either inline or in a file"),
                new Texts(texts),
                section.fields("Mattermost"),
                map.items("attachments").stream()
                        .map(MattermostReader::attachment)
                        .toList(),
                priority(map.map("priority")));
    }

    private static Mattermost.Attachment attachment(YamlValue item) {
        var map = item.map();
        var texts = new LinkedHashMap<String, String>();
        Mattermost.OF_ATTACHMENT.forEach(name -> texts.put(name, map.text(name, "")));
        var attachment = new Mattermost.Attachment(
                new Texts(texts), Section.fields(map, "Mattermost", map.bool("short_fields", false)));
        map.refuseOthers();
        return attachment;
    }

    private static Mattermost.Priority priority(YamlMap map) {
        return new Mattermost.Priority(
                map.text("priority", ""),
                map.bool("requested_ack", false),
                map.bool("persistent_notifications", false));
    }
}

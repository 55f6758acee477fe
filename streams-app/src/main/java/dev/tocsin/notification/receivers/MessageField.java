package dev.tocsin.notification.receivers;

import dev.tocsin.yaml.YamlMap;
import dev.tocsin.yaml.YamlValue;
import java.util.List;

/**
 * A field of a chat message: {@code fields} of Slack, Rocket.Chat and Mattermost.
 *
 * @param title a template
 * @param value a template
 * @param isShort whether two fields fit into one row
 */
record MessageField(String title, String value, boolean isShort) {
    /** @param product for error messages, such as {@code Slack} */
    static List<MessageField> readAll(YamlMap map, String product) {
        var isShort = map.bool("short_fields", false);
        return map.items("fields").stream()
                .map(item -> read(item, product, isShort))
                .toList();
    }

    private static MessageField read(YamlValue item, String product, boolean isShort) {
        var map = item.map();
        var field = new MessageField(map.text("title", ""), map.text("value", ""), map.bool("short", isShort));
        if (field.title().isEmpty()) {
            item.problem("missing title in %s field configuration".formatted(product), "");
        }
        if (field.value().isEmpty()) {
            item.problem("missing value in %s field configuration".formatted(product), "");
        }
        map.rejectUnknownKeys();
        return field;
    }
}

package dev.tocsin.notification.receivers;

import dev.tocsin.notation.GoQuote;
import dev.tocsin.yaml.YamlMap;
import java.util.ArrayList;
import java.util.List;

/** Reads the integrations of receivers. */
public final class ReceiverReader {
    private final GlobalConfig global;

    /** @param global the section {@code global} */
    public ReceiverReader(YamlMap global) {
        this.global = new GlobalConfig(global);
    }

    /** The kinds of integrations, such as {@code webhook}, in the order in which a receiver is notified. */
    public static List<String> kinds() {
        return Integrations.KINDS.stream().map(IntegrationKind::name).toList();
    }

    /** The integrations of one item of {@code receivers}. Adds problems to the mapping. */
    public List<Integration> integrations(String name, YamlMap receiver) {
        checkLabels(name, receiver);
        var integrations = new ArrayList<Integration>();
        for (var kind : Integrations.KINDS) {
            var index = 0;
            for (var item : receiver.items(kind.name() + "_configs")) {
                if (item.isNull() && !kind.nullIsEmpty()) {
                    item.problem("missing %s config".formatted(kind.name()), "");
                } else {
                    var yaml = new IntegrationYaml(kind.name(), item, global, index++);
                    integrations.add(kind.reader().apply(yaml));
                    yaml.map().rejectUnknownKeys();
                }
            }
        }
        receiver.rejectUnknownKeys();
        return integrations;
    }

    private static void checkLabels(String name, YamlMap receiver) {
        var labels = receiver.strings("labels");
        if (!labels.getOrDefault("name", name).equals(name)) {
            receiver.problem(
                    "labels",
                    "receiver label \"name\" must match receiver name %s, got %s"
                            .formatted(GoQuote.quote(name), GoQuote.quote(labels.get("name"))),
                    "");
        }
    }
}

package dev.tocsin.notification.receivers;

import dev.tocsin.notation.GoQuote;
import dev.tocsin.yaml.YamlMap;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** Reads the ways by which a receiver is told. */
public final class ReceiverReader {
    /** In the order in which they are told. */
    private static final Map<String, Function<Section, Integration>> KINDS = kinds();

    /** Where a missing item is an empty one, which then lacks something. */
    private static final Set<String> EMPTY_IF_NULL = Set.of("slack", "opsgenie", "wechat", "rocketchat");

    private final Globals globals;

    /** @param global what receivers fall back upon */
    public ReceiverReader(YamlMap global) {
        this.globals = new Globals(global);
    }

    private static Map<String, Function<Section, Integration>> kinds() {
        var kinds = new LinkedHashMap<String, Function<Section, Integration>>();
        kinds.put("webhook", WebhookReader::webhook);
        kinds.put("email", EmailReader::read);
        kinds.put("pagerduty", PagerDutyReader::read);
        kinds.put("opsgenie", OpsgenieReader::read);
        kinds.put("wechat", ChatReader::wechat);
        kinds.put("slack", SlackReader::read);
        kinds.put("victorops", OnCallReader::victorops);
        kinds.put("pushover", OnCallReader::pushover);
        kinds.put("sns", OnCallReader::sns);
        kinds.put("telegram", ChatReader::telegram);
        kinds.put("discord", ChatReader::discord);
        kinds.put("webex", ChatReader::webex);
        kinds.put("msteams", ChatReader::msteams);
        kinds.put("msteamsv2", ChatReader::msteamsv2);
        kinds.put("jira", JiraReader::read);
        kinds.put("incidentio", WebhookReader::incidentio);
        kinds.put("rocketchat", ChatReader::rocketchat);
        kinds.put("mattermost", MattermostReader::read);
        kinds.put("kafka", WebhookReader::kafka);
        return kinds;
    }

    /** The kinds of integrations that there are, in the order in which they are told. */
    public static Set<String> kindNames() {
        return KINDS.keySet();
    }

    /** What one item of {@code receivers} tells by; what is wrong with it is remembered by the mapping. */
    public List<Integration> integrations(String name, YamlMap receiver) {
        checkLabels(name, receiver);
        var integrations = new ArrayList<Integration>();
        KINDS.forEach((kind, reader) -> {
            var index = 0;
            for (var item : receiver.items(kind + "_configs")) {
                if (item.isNull() && !EMPTY_IF_NULL.contains(kind)) {
                    item.problem("missing %s config".formatted(kind), "");
                } else {
                    var section = new Section(item, globals, index++);
                    integrations.add(reader.apply(section));
                    section.map().refuseOthers();
                }
            }
        });
        receiver.refuseOthers();
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

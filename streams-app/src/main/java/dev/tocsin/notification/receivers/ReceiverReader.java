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
    private static final Map<String, Function<IntegrationYaml, Integration>> READERS = readers();

    /** Where a missing item is an empty one, which then lacks something. */
    private static final Set<String> NULL_IS_EMPTY = Set.of("slack", "opsgenie", "wechat", "rocketchat");

    private final GlobalConfig globalConfig;

    /** @param global what receivers fall back upon */
    public ReceiverReader(YamlMap global) {
        this.globalConfig = new GlobalConfig(global);
    }

    private static Map<String, Function<IntegrationYaml, Integration>> readers() {
        var kinds = new LinkedHashMap<String, Function<IntegrationYaml, Integration>>();
        kinds.put("webhook", WebhookConfigReader::webhook);
        kinds.put("email", EmailConfigReader::read);
        kinds.put("pagerduty", PagerDutyConfigReader::read);
        kinds.put("opsgenie", OpsgenieConfigReader::read);
        kinds.put("wechat", ChatConfigReader::wechat);
        kinds.put("slack", SlackConfigReader::read);
        kinds.put("victorops", OnCallConfigReader::victorops);
        kinds.put("pushover", OnCallConfigReader::pushover);
        kinds.put("sns", OnCallConfigReader::sns);
        kinds.put("telegram", ChatConfigReader::telegram);
        kinds.put("discord", ChatConfigReader::discord);
        kinds.put("webex", ChatConfigReader::webex);
        kinds.put("msteams", ChatConfigReader::msteams);
        kinds.put("msteamsv2", ChatConfigReader::msteamsv2);
        kinds.put("jira", JiraConfigReader::read);
        kinds.put("incidentio", WebhookConfigReader::incidentio);
        kinds.put("rocketchat", ChatConfigReader::rocketchat);
        kinds.put("mattermost", MattermostConfigReader::read);
        kinds.put("kafka", WebhookConfigReader::kafka);
        return kinds;
    }

    /** The kinds of integrations that there are, in the order in which they are told. */
    public static Set<String> integrationNames() {
        return READERS.keySet();
    }

    /** What one item of {@code receivers} tells by; what is wrong with it is remembered by the mapping. */
    public List<Integration> integrations(String name, YamlMap receiver) {
        checkLabels(name, receiver);
        var integrations = new ArrayList<Integration>();
        READERS.forEach((kind, reader) -> {
            var index = 0;
            for (var item : receiver.items(kind + "_configs")) {
                if (item.isNull() && !NULL_IS_EMPTY.contains(kind)) {
                    item.problem("missing %s config".formatted(kind), "");
                } else {
                    var section = new IntegrationYaml(item, globalConfig, index++);
                    integrations.add(reader.apply(section));
                    section.map().rejectUnknownKeys();
                }
            }
        });
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

package dev.tocsin.http.alertmanager;

import java.io.StringReader;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * A configuration as people may see it: written anew from its parts, so that comments are gone too, with
 * {@code <secret>} for every secret, which Alertmanager's tools read back.
 */
final class MaskedConfig {
    private static final String MASK = "<secret>";
    private static final Set<String> SECTIONS_WITH_SECRETS = Set.of("global", "receivers");
    // What is named so in any version of Alertmanager's configuration; the names of files that hold secrets are none.
    private static final Pattern SECRET = Pattern.compile("(.*_)?(password|secret|secrets|token|token_id|credentials"
            + "|api_key|routing_key|service_key|user_key|secret_key|key|webhook_url|slack_api_url|url|urls|api_url"
            + "|proxy_url|values|payload)");
    private static final Pattern PLAIN_URL =
            Pattern.compile("(opsgenie_api|pagerduty|victorops_api|wechat_api|telegram_api|webex_api|jira_api"
                    + "|slack_app|rocketchat_api|token|title|thumb|icon|image|avatar|client|href)_url");

    private final Set<Node> secrets = Collections.newSetFromMap(new IdentityHashMap<>());
    private final Set<Node> seen = Collections.newSetFromMap(new IdentityHashMap<>());

    private MaskedConfig() {}

    static String of(String original) {
        try {
            var root = new Yaml().compose(new StringReader(original));
            return root instanceof MappingNode document ? new MaskedConfig().masked(document) : "";
        } catch (YAMLException e) {
            return "# it was read once, but can not be written anew\n";
        }
    }

    // Two walks: an alias elsewhere shares the node of a secret, and must not tell it either.
    private String masked(MappingNode document) {
        for (var section : document.getValue()) {
            if (SECTIONS_WITH_SECRETS.contains(key(section))) {
                find(section.getValueNode());
            }
        }
        seen.clear();
        mask(document);
        var text = new StringWriter();
        var options = new DumperOptions();
        options.setSplitLines(false);
        new Yaml(options).serialize(document, text);
        return text.toString();
    }

    private void find(Node node) {
        if (!seen.add(node)) {
            return;
        }
        if (node instanceof MappingNode mapping) {
            for (var tuple : mapping.getValue()) {
                if (isSecret(key(tuple))) {
                    everythingBelow(tuple.getValueNode());
                } else {
                    find(tuple.getValueNode());
                }
            }
        } else if (node instanceof SequenceNode sequence) {
            sequence.getValue().forEach(this::find);
        }
    }

    private static boolean isSecret(String key) {
        return SECRET.matcher(key).matches() && !PLAIN_URL.matcher(key).matches();
    }

    private void everythingBelow(Node node) {
        if (node instanceof MappingNode mapping) {
            mapping.getValue().forEach(tuple -> everythingBelow(tuple.getValueNode()));
        } else if (node instanceof SequenceNode sequence) {
            sequence.getValue().forEach(this::everythingBelow);
        } else {
            secrets.add(node);
        }
    }

    private void mask(Node node) {
        if (!seen.add(node)) {
            return;
        }
        if (node instanceof MappingNode mapping) {
            mapping.setValue(new ArrayList<>(mapping.getValue().stream()
                    .map(tuple -> new NodeTuple(shown(tuple.getKeyNode()), shown(tuple.getValueNode())))
                    .toList()));
        } else if (node instanceof SequenceNode sequence) {
            List<Node> items = sequence.getValue();
            items.replaceAll(this::shown);
        }
    }

    private Node shown(Node node) {
        if (secrets.contains(node)) {
            return new ScalarNode(Tag.STR, MASK, null, null, ScalarStyle.PLAIN);
        }
        mask(node);
        return node;
    }

    private static String key(NodeTuple tuple) {
        return tuple.getKeyNode() instanceof ScalarNode scalar ? scalar.getValue() : "";
    }
}

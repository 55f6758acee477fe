package dev.tocsin.config.alertmanager;

import dev.tocsin.notification.receivers.http.SecretReader;
import dev.tocsin.yaml.SourceLocation;
import dev.tocsin.yaml.YamlNode;
import dev.tocsin.yaml.YamlNode.Mapping;
import dev.tocsin.yaml.YamlNode.Scalar;
import dev.tocsin.yaml.YamlNode.Sequence;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** What nobody may see, by the places where it stands: an alias elsewhere stands for the same place. */
record SecretMasker(Set<SourceLocation> secrets, Set<SourceLocation> urls) {
    private static final Pattern PASSWORD = Pattern.compile("(?<=://)[^/?#@]*@");
    private static final Set<String> SECTIONS_WITHOUT_SECRETS =
            Set.of("route", "inhibit_rules", "time_intervals", "mute_time_intervals", "templates");
    // What is named so in any version of Alertmanager's configuration; the names of files that hold secrets are none.
    private static final Pattern SECRET_KEY =
            Pattern.compile("(.*_)?(password|secret|secrets|token|token_id|credentials"
                    + "|api_key|routing_key|service_key|user_key|secret_key|key|webhook_url|slack_api_url|url|urls|api_url"
                    + "|values|payload|proxy_connect_header)");
    private static final Pattern NON_SECRET_URL_KEY =
            Pattern.compile("(opsgenie_api|pagerduty|victorops_api|wechat_api|telegram_api|webex_api|jira_api"
                    + "|slack_app|app|rocketchat_api|proxy|token|title|thumb|icon|image|avatar|client|href)_url");
    // Of these, the address is none; what reads it back would not take the mask for one.
    private static final Pattern NON_SECRET_URL_PATH =
            Pattern.compile("receivers\\[\\d+]\\.((pagerduty|incidentio|pushover)_configs\\[\\d+]"
                    + "\\.url|(?!slack)\\w+_configs\\[\\d+]\\.api_url)");

    static SecretMasker of(Mapping document) {
        var secrets = new SecretMasker(new HashSet<>(), new HashSet<>());
        document.entries().stream()
                .filter(section -> !SECTIONS_WITHOUT_SECRETS.contains(section.key()))
                .forEach(section -> secrets.findSecrets(section.value(), section.key()));
        return secrets;
    }

    private void findSecrets(YamlNode value, String path) {
        if (value instanceof Mapping fields) {
            for (var entry : fields.entries()) {
                var inside = path + "." + entry.key();
                if (NON_SECRET_URL_PATH.matcher(inside).matches()
                        || NON_SECRET_URL_KEY.matcher(entry.key()).matches()) {
                    addScalars(entry.value(), urls);
                } else if (SECRET_KEY.matcher(entry.key()).matches()) {
                    addScalars(entry.value(), secrets);
                } else {
                    findSecrets(entry.value(), inside);
                }
            }
        } else if (value instanceof Sequence items) {
            IntStream.range(0, items.items().size())
                    .forEach(i -> findSecrets(items.items().get(i), path + "[" + i + "]"));
        }
    }

    private static void addScalars(YamlNode value, Set<SourceLocation> found) {
        if (value instanceof Mapping fields) {
            fields.entries().forEach(entry -> addScalars(entry.value(), found));
        } else if (value instanceof Sequence items) {
            items.items().forEach(item -> addScalars(item, found));
        } else if (!value.isNull()) {
            found.add(value.location());
        }
    }

    /** A text without the passwords of its addresses. */
    static Scalar withoutPassword(Scalar scalar) {
        return new Scalar(scalar.location(), PASSWORD.matcher(scalar.text()).replaceAll(""), scalar.type());
    }

    Scalar mask(Scalar scalar) {
        if (secrets.contains(scalar.location())) {
            return new Scalar(scalar.location(), SecretReader.MASK, Scalar.Type.TEXT);
        }
        return urls.contains(scalar.location()) ? withoutPassword(scalar) : scalar;
    }
}

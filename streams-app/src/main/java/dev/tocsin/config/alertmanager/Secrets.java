package dev.tocsin.config.alertmanager;

import dev.tocsin.notification.receivers.http.SecretKeys;
import dev.tocsin.yaml.Place;
import dev.tocsin.yaml.Yaml;
import dev.tocsin.yaml.Yaml.Fields;
import dev.tocsin.yaml.Yaml.Items;
import dev.tocsin.yaml.Yaml.Scalar;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** What nobody may see, by the places where it stands: an alias elsewhere stands for the same place. */
record Secrets(Set<Place> places, Set<Place> addresses) {
    private static final Pattern PASSWORD = Pattern.compile("(?<=://)[^/?#@]*@");
    private static final Set<String> OPEN_SECTIONS =
            Set.of("route", "inhibit_rules", "time_intervals", "mute_time_intervals", "templates");
    // What is named so in any version of Alertmanager's configuration; the names of files that hold secrets are none.
    private static final Pattern SECRET = Pattern.compile("(.*_)?(password|secret|secrets|token|token_id|credentials"
            + "|api_key|routing_key|service_key|user_key|secret_key|key|webhook_url|slack_api_url|url|urls|api_url"
            + "|values|payload|proxy_connect_header)");
    private static final Pattern PLAIN_URL =
            Pattern.compile("(opsgenie_api|pagerduty|victorops_api|wechat_api|telegram_api|webex_api|jira_api"
                    + "|slack_app|app|rocketchat_api|proxy|token|title|thumb|icon|image|avatar|client|href)_url");
    // Of these, the address is none; what reads it back would not take the mask for one.
    private static final Pattern PLAIN =
            Pattern.compile("receivers\\[\\d+]\\.((pagerduty|incidentio|pushover)_configs\\[\\d+]"
                    + "\\.url|(?!slack)\\w+_configs\\[\\d+]\\.api_url)");

    static Secrets of(Fields document) {
        var secrets = new Secrets(new HashSet<>(), new HashSet<>());
        document.entries().stream()
                .filter(section -> !OPEN_SECTIONS.contains(section.key()))
                .forEach(section -> secrets.find(section.value(), section.key()));
        return secrets;
    }

    private void find(Yaml value, String path) {
        if (value instanceof Fields fields) {
            for (var entry : fields.entries()) {
                var inside = path + "." + entry.key();
                if (PLAIN.matcher(inside).matches()
                        || PLAIN_URL.matcher(entry.key()).matches()) {
                    everythingBelow(entry.value(), addresses);
                } else if (SECRET.matcher(entry.key()).matches()) {
                    everythingBelow(entry.value(), places);
                } else {
                    find(entry.value(), inside);
                }
            }
        } else if (value instanceof Items items) {
            IntStream.range(0, items.items().size())
                    .forEach(i -> find(items.items().get(i), path + "[" + i + "]"));
        }
    }

    private static void everythingBelow(Yaml value, Set<Place> found) {
        if (value instanceof Fields fields) {
            fields.entries().forEach(entry -> everythingBelow(entry.value(), found));
        } else if (value instanceof Items items) {
            items.items().forEach(item -> everythingBelow(item, found));
        } else if (!value.isNull()) {
            found.add(value.place());
        }
    }

    /** A text without the passwords of its addresses. */
    static Scalar bare(Scalar scalar) {
        return new Scalar(scalar.place(), PASSWORD.matcher(scalar.text()).replaceAll(""), scalar.type());
    }

    Scalar shown(Scalar scalar) {
        if (places.contains(scalar.place())) {
            return new Scalar(scalar.place(), SecretKeys.MASK, Scalar.Type.TEXT);
        }
        return addresses.contains(scalar.place()) ? bare(scalar) : scalar;
    }
}

package dev.tocsin.notification.receivers;

import dev.tocsin.notation.GoQuote;
import dev.tocsin.notification.receivers.http.SecretKeys;
import dev.tocsin.yaml.YamlMap;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** Reads those who wake people up: VictorOps, Pushover and SNS. */
final class OnCallReader {
    private static final List<String> NOT_YET_AWS =
            List.of("profile", "role_arn", "external_id", "use_fips_sts_endpoint");

    private OnCallReader() {}

    static Integration victorops(Section section) {
        section.needed("routing_key", "missing Routing key in VictorOps config");
        var custom = section.map().strings("custom_fields");
        custom.keySet().stream()
                .filter(VictorOps.RESERVED::contains)
                .forEach(name -> section.map()
                        .problem(
                                "custom_fields",
                                "victorOps config contains custom field %s which cannot be used as it conflicts with the fixed/static fields"
                                        .formatted(GoQuote.quote(name)),
                                ""));
        return new VictorOps(
                section.manner(true),
                section.url("api_url", "victorops_api_url"),
                section.secret(
                        "api_key", "victorops_api_key", "no global VictorOps API Key set either inline or in a file"),
                section.texts(VictorOps.TEXTS),
                custom);
    }

    static Integration pushover(Section section) {
        var map = section.map();
        var html = map.bool("html", false);
        var monospace = map.bool("monospace", false);
        if (html && monospace) {
            section.problem("at most one of monospace & html must be configured");
        }
        return new Pushover(
                section.manner(true),
                section.needed("user_key"),
                section.needed("token"),
                section.texts(Pushover.TEXTS),
                section.duration("retry", Duration.ofMinutes(1)),
                section.duration("expire", Duration.ofHours(1)),
                section.duration("ttl", Duration.ZERO),
                html,
                monospace);
    }

    /** As in Alertmanager, all three targets together are taken too, although nobody can mean that. */
    static Integration sns(Section section) {
        var map = section.map();
        var targets = Stream.of("target_arn", "topic_arn", "phone_number")
                .filter(key -> !map.text(key, "").isEmpty())
                .count();
        if (targets % 2 == 0) {
            section.problem("must provide either a Target ARN, Topic ARN, or Phone Number for SNS config");
        }
        map.bool("use_aws_http_client", false);
        return new Sns(
                section.manner(true),
                map.text("api_url", ""),
                signer(map.map("sigv4")),
                section.texts(Sns.TEXTS),
                map.strings("attributes"));
    }

    private static AwsSigner signer(YamlMap map) {
        map.refuseNotYet(NOT_YET_AWS);
        var access = map.text("access_key", "");
        var secret = SecretKeys.read(map, "secret_key");
        if (access.isEmpty() != secret.isNone()) {
            map.problem(
                    "access_key",
                    "must provide a AWS SigV4 Access key and Secret Key if credentials are specified",
                    "");
        } else if (access.isEmpty()) {
            map.problem(
                    "access_key",
                    "sigv4 has no access_key and secret_key",
                    "name them: credentials of the machine are not looked for by this version");
        }
        var region = map.text("region", "");
        if (region.isEmpty()) {
            map.problem("region", "sigv4 has no region", "name it, as in eu-central-1");
        }
        return new AwsSigner(region, map.text("service_name", "sns"), access, secret);
    }
}

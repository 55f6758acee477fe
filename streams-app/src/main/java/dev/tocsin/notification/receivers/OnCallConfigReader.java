package dev.tocsin.notification.receivers;

import dev.tocsin.notation.GoQuote;
import dev.tocsin.notification.receivers.http.SecretReader;
import dev.tocsin.yaml.YamlMap;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** Reads those who wake people up: VictorOps, Pushover and SNS. */
final class OnCallConfigReader {
    private static final List<String> UNSUPPORTED_SIGV4_KEYS =
            List.of("profile", "role_arn", "external_id", "use_fips_sts_endpoint");

    private OnCallConfigReader() {}

    static Integration victorops(IntegrationYaml section) {
        section.map().secret("routing_key");
        section.required("routing_key", "missing Routing key in VictorOps config");
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
                section.settings(true),
                section.urlOrGlobal("api_url", "victorops_api_url"),
                section.secret(
                        "api_key", "victorops_api_key", "no global VictorOps API Key set either inline or in a file"),
                section.templateFields(VictorOps.DEFAULT_FIELDS),
                custom);
    }

    static Integration pushover(IntegrationYaml section) {
        var map = section.map();
        var html = map.bool("html", false);
        var monospace = map.bool("monospace", false);
        if (html && monospace) {
            section.problem("at most one of monospace & html must be configured");
        }
        return new Pushover(
                section.settings(true),
                section.required("user_key"),
                section.required("token"),
                section.templateFields(Pushover.DEFAULT_FIELDS),
                section.duration("retry", Duration.ofMinutes(1)),
                section.duration("expire", Duration.ofHours(1)),
                section.duration("ttl", Duration.ZERO),
                html,
                monospace);
    }

    /** As in Alertmanager, all three targets together are taken too, although nobody can mean that. */
    static Integration sns(IntegrationYaml section) {
        var map = section.map();
        var targets = Stream.of("target_arn", "topic_arn", "phone_number")
                .filter(key -> !map.text(key, "").isEmpty())
                .count();
        if (targets % 2 == 0) {
            section.problem("must provide either a Target ARN, Topic ARN, or Phone Number for SNS config");
        }
        map.bool("use_aws_http_client", false);
        return new Sns(
                section.settings(true),
                map.text("api_url", ""),
                signer(map.map("sigv4")),
                section.templateFields(Sns.DEFAULT_FIELDS),
                map.strings("attributes"));
    }

    private static AwsSigner signer(YamlMap map) {
        map.rejectUnsupported(UNSUPPORTED_SIGV4_KEYS);
        var access = map.secret("access_key");
        var secret = SecretReader.secret(map, "secret_key");
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

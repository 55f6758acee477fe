package dev.tocsin.notification.receivers;

import dev.tocsin.notification.receivers.http.FormBody;
import dev.tocsin.notification.receivers.http.SecretReader;
import dev.tocsin.notification.receivers.http.WebRequest;
import dev.tocsin.yaml.YamlMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Publishes to a topic, an endpoint or a phone number of Amazon SNS.
 *
 * @param apiUrl a template; empty for the endpoint of the region
 * @param templateFields {@code topic_arn}, {@code target_arn}, {@code phone_number}, {@code subject}, {@code message}
 * @param attributes templates by name
 */
record Sns(
        IntegrationSettings settings,
        String apiUrl,
        AwsSigner signer,
        TemplateFields templateFields,
        Map<String, String> attributes)
        implements HttpIntegration {
    static final IntegrationKind KIND = IntegrationKind.of("sns", Sns::read);

    private static final TemplateFields DEFAULT_FIELDS = TemplateFields.of("topic_arn", "target_arn", "phone_number")
            .andDefaultTemplate("subject", "sns.default.subject")
            .andDefaultTemplate("message", "sns.default.message");
    private static final List<String> UNSUPPORTED_SIGV4_KEYS =
            List.of("profile", "role_arn", "external_id", "use_fips_sts_endpoint");
    private static final int MAX_MESSAGE_LENGTH = 256 * 1_024;
    private static final int MAX_SMS_LENGTH = 1_600;

    public Sns {
        attributes = Map.copyOf(attributes);
    }

    private static Integration read(IntegrationYaml yaml) {
        var map = yaml.map();
        var targets = Stream.of("target_arn", "topic_arn", "phone_number")
                .filter(key -> !map.text(key, "").isEmpty())
                .count();
        // As in Alertmanager, all three together are accepted.
        if (targets % 2 == 0) {
            yaml.problem("must provide either a Target ARN, Topic ARN, or Phone Number for SNS config");
        }
        map.bool("use_aws_http_client", false);
        return new Sns(
                yaml.settings(true),
                map.text("api_url", ""),
                readSigner(map.map("sigv4")),
                yaml.templateFields(DEFAULT_FIELDS),
                map.strings("attributes"));
    }

    private static AwsSigner readSigner(YamlMap map) {
        map.rejectUnsupported(UNSUPPORTED_SIGV4_KEYS);
        var accessKey = SecretReader.inlineSecret(map, "access_key");
        var secretKey = SecretReader.secret(map, "secret_key");
        if (accessKey.isNone() != secretKey.isNone()) {
            map.problem(
                    "access_key",
                    "must provide a AWS SigV4 Access key and Secret Key if credentials are specified",
                    "");
        } else if (accessKey.isNone()) {
            map.problem(
                    "access_key",
                    "sigv4 has no access_key and secret_key",
                    "set both: this version does not read the machine's AWS credentials");
        }
        var region = map.text("region", "");
        if (region.isEmpty()) {
            map.problem("region", "sigv4 has no region", "set it, such as eu-central-1");
        }
        return new AwsSigner(region, map.text("service_name", "sns"), accessKey, secretKey);
    }

    @Override
    public ExchangeStep start(NotificationRenderer renderer) {
        var url = apiUrl.isEmpty()
                ? "https://sns.%s.amazonaws.com/".formatted(signer.region())
                : renderer.renderText(apiUrl);
        var request = WebRequest.postForm(url, form(renderer), settings.http());
        return ExchangeStep.sendOnce(signer.sign(request, renderer), RetryPolicy.SERVER_ERRORS);
    }

    private FormBody form(NotificationRenderer renderer) {
        var topic = templateFields.render("topic_arn", renderer);
        var phone = templateFields.render("phone_number", renderer);
        var full = templateFields.render("message", renderer);
        var message = Truncate.inBytesWithoutEllipsis(full, phone.isEmpty() ? MAX_MESSAGE_LENGTH : MAX_SMS_LENGTH);
        var form = new FormBody()
                .and("Action", "Publish")
                .and("Version", "2010-03-31")
                .andIfNotEmpty("TopicArn", topic)
                .andIfNotEmpty("TargetArn", templateFields.render("target_arn", renderer))
                .andIfNotEmpty("PhoneNumber", phone)
                .andIfNotEmpty("Subject", templateFields.render("subject", renderer))
                .and("Message", message);
        if (topic.endsWith(".fifo")) {
            form.and("MessageDeduplicationId", renderer.keyHash()).and("MessageGroupId", renderer.keyHash());
        }
        var rendered = renderer.renderAll(attributes);
        if (!message.equals(full)) {
            rendered.put("truncated", "true");
        }
        addAttributes(form, rendered);
        return form;
    }

    private static void addAttributes(FormBody form, Map<String, String> attributes) {
        var number = 0;
        for (var attribute : attributes.entrySet()) {
            var prefix = "MessageAttributes.entry." + ++number;
            form.and(prefix + ".Name", attribute.getKey())
                    .and(prefix + ".Value.DataType", "String")
                    .and(prefix + ".Value.StringValue", attribute.getValue());
        }
    }
}

package dev.tocsin.notification.receivers;

import dev.tocsin.notification.receivers.http.FormBody;
import dev.tocsin.notification.receivers.http.WebRequest;
import java.util.Map;

/**
 * A topic, an endpoint or a phone number of Amazon's Simple Notification Service.
 *
 * @param apiUrl empty for the region's
 * @param texts {@code topic_arn}, {@code target_arn}, {@code phone_number}, {@code subject}, {@code message}
 */
record Sns(
        IntegrationSettings settings,
        String apiUrl,
        AwsSigner signer,
        TemplateFields templateFields,
        Map<String, String> attributes)
        implements HttpIntegration {
    static final TemplateFields DEFAULT_FIELDS = TemplateFields.of("topic_arn", "target_arn", "phone_number")
            .andDefaultTemplate("subject", "sns.default.subject")
            .andDefaultTemplate("message", "sns.default.message");
    private static final int MAX_MESSAGE_LENGTH = 256 * 1_024;
    private static final int MAX_SMS_LENGTH = 1_600;
    private static final Map<String, String> FORM = Map.of("Content-Type", "application/x-www-form-urlencoded");

    public Sns {
        attributes = Map.copyOf(attributes);
    }

    @Override
    public String kind() {
        return "sns";
    }

    @Override
    public ExchangeStep start(NotificationRenderer telling) {
        var url = apiUrl.isEmpty()
                ? "https://sns.%s.amazonaws.com/".formatted(signer.region())
                : telling.renderText(apiUrl);
        var request = new WebRequest("POST", url, FORM, form(telling).toString(), settings.http());
        return ExchangeStep.sendOnce(signer.sign(request, telling), RetryPolicy.SERVER_ERRORS);
    }

    private FormBody form(NotificationRenderer telling) {
        var topic = templateFields.render("topic_arn", telling);
        var phone = templateFields.render("phone_number", telling);
        var whole = templateFields.render("message", telling);
        var message = Truncate.inBytesWithoutEllipsis(whole, phone.isEmpty() ? MAX_MESSAGE_LENGTH : MAX_SMS_LENGTH);
        var form = new FormBody()
                .and("Action", "Publish")
                .and("Version", "2010-03-31")
                .andIfNotEmpty("TopicArn", topic)
                .andIfNotEmpty("TargetArn", templateFields.render("target_arn", telling))
                .andIfNotEmpty("PhoneNumber", phone)
                .andIfNotEmpty("Subject", templateFields.render("subject", telling))
                .and("Message", message);
        if (topic.endsWith(".fifo")) {
            form.and("MessageDeduplicationId", telling.keyHash()).and("MessageGroupId", telling.keyHash());
        }
        var all = telling.renderAll(attributes);
        if (!message.equals(whole)) {
            all.put("truncated", "true");
        }
        addAttributes(form, all);
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

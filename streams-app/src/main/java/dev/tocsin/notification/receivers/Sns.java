package dev.tocsin.notification.receivers;

import dev.tocsin.notification.receivers.http.Form;
import dev.tocsin.notification.receivers.http.Request;
import java.util.Map;

/**
 * A topic, an endpoint or a phone number of Amazon's Simple Notification Service.
 *
 * @param apiUrl empty for the region's
 * @param texts {@code topic_arn}, {@code target_arn}, {@code phone_number}, {@code subject}, {@code message}
 */
record Sns(Manner manner, String apiUrl, AwsSigner signer, Texts texts, Map<String, String> attributes)
        implements OverHttp {
    static final Texts TEXTS = Texts.of("topic_arn", "target_arn", "phone_number")
            .calling("subject", "sns.default.subject")
            .calling("message", "sns.default.message");
    private static final int LONGEST_MESSAGE = 256 * 1_024;
    private static final int LONGEST_SMS = 1_600;
    private static final Map<String, String> FORM = Map.of("Content-Type", "application/x-www-form-urlencoded");

    public Sns {
        attributes = Map.copyOf(attributes);
    }

    @Override
    public String kind() {
        return "sns";
    }

    @Override
    public Step begin(Telling telling) {
        var url = apiUrl.isEmpty() ? "https://sns.%s.amazonaws.com/".formatted(signer.region()) : telling.text(apiUrl);
        var request = new Request("POST", url, FORM, form(telling).toString(), manner.http());
        return Step.once(signer.sign(request, telling), Retrying.SERVER_ERRORS);
    }

    private Form form(Telling telling) {
        var topic = texts.render("topic_arn", telling);
        var phone = texts.render("phone_number", telling);
        var whole = texts.render("message", telling);
        var message = Cut.toPlainBytes(whole, phone.isEmpty() ? LONGEST_MESSAGE : LONGEST_SMS);
        var form = new Form()
                .and("Action", "Publish")
                .and("Version", "2010-03-31")
                .andIfAny("TopicArn", topic)
                .andIfAny("TargetArn", texts.render("target_arn", telling))
                .andIfAny("PhoneNumber", phone)
                .andIfAny("Subject", texts.render("subject", telling))
                .and("Message", message);
        if (topic.endsWith(".fifo")) {
            form.and("MessageDeduplicationId", telling.keyHash()).and("MessageGroupId", telling.keyHash());
        }
        var all = telling.texts(attributes);
        if (!message.equals(whole)) {
            all.put("truncated", "true");
        }
        addAttributes(form, all);
        return form;
    }

    private static void addAttributes(Form form, Map<String, String> attributes) {
        var number = 0;
        for (var attribute : attributes.entrySet()) {
            var prefix = "MessageAttributes.entry." + ++number;
            form.and(prefix + ".Name", attribute.getKey())
                    .and(prefix + ".Value.DataType", "String")
                    .and(prefix + ".Value.StringValue", attribute.getValue());
        }
    }
}

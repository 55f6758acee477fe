package dev.tocsin.notification.receivers;

import dev.tocsin.notification.receivers.http.FormBody;
import dev.tocsin.notification.receivers.http.Secret;
import dev.tocsin.notification.receivers.http.WebRequest;
import dev.tocsin.notification.receivers.http.WebResponse;
import dev.tocsin.notification.receivers.http.WebUrl;

/** Colleagues in WeChat Work. A token is asked for before each message, so that none is ever stale or shared. */
record WeChat(
        IntegrationSettings settings,
        String apiUrl,
        Secret apiSecret,
        String corpId,
        TemplateFields templateFields,
        String messageType)
        implements HttpIntegration {
    static final TemplateFields DEFAULT_FIELDS = TemplateFields.of()
            .andDefaultTemplate("message", "wechat.default.message")
            .andDefaultTemplate("to_user", "wechat.default.to_user")
            .andDefaultTemplate("to_party", "wechat.default.to_party")
            .andDefaultTemplate("to_tag", "wechat.default.to_tag")
            .andDefaultTemplate("agent_id", "wechat.default.agent_id");
    private static final int TOKEN_EXPIRED = 42_001;

    @Override
    public String kind() {
        return "wechat";
    }

    @Override
    public ExchangeStep start(NotificationRenderer telling) {
        var message = message(telling);
        var form = new FormBody()
                .and("corpid", telling.renderText(corpId))
                .and("corpsecret", telling.renderText(telling.readSecret(apiSecret)));
        var question = WebRequest.get(WebUrl.join(apiUrl, "gettoken") + "?" + form, settings.http());
        return ExchangeStep.send(question, answer -> {
            var token = answer.json().path("access_token").asText("");
            return answer.status() != 200 || token.isEmpty()
                    ? failure(answer, "no access token")
                    : send(token, message);
        });
    }

    private ExchangeStep send(String token, JsonObject message) {
        var url = WebUrl.join(apiUrl, "message/send") + "?" + new FormBody().and("access_token", token);
        return ExchangeStep.send(WebRequest.post(url, message, settings.http()), answer -> {
            var code = answer.json().path("errcode").asInt(0);
            if (answer.status() != 200 || code == TOKEN_EXPIRED) {
                return failure(answer, "the message was not taken");
            }
            return code == 0 ? ExchangeStep.delivered() : ExchangeStep.permanent(answer.excerpt());
        });
    }

    private static ExchangeStep failure(WebResponse answer, String what) {
        var error = "%s (status code %d): %s".formatted(what, answer.status(), answer.excerpt());
        return new ExchangeStep.Done(new DeliveryResult.Retryable(DeliveryResult.Cause.of(answer.status()), error));
    }

    private JsonObject message(NotificationRenderer telling) {
        var content = JsonObject.of("content", templateFields.render("message", telling));
        var nothing = JsonObject.of("content", "");
        var isText = messageType.equals("text");
        return JsonObject.of("text", isText ? content : nothing)
                .andIfNotEmpty("touser", templateFields.render("to_user", telling))
                .andIfNotEmpty("toparty", templateFields.render("to_party", telling))
                .andIfNotEmpty("totag", templateFields.render("to_tag", telling))
                .andIfNotEmpty("agentid", templateFields.render("agent_id", telling))
                .and("safe", "0")
                .and("msgtype", messageType)
                .and("markdown", isText ? nothing : content);
    }
}

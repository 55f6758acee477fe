package dev.tocsin.notification.receivers;

import dev.tocsin.notification.receivers.http.FormBody;
import dev.tocsin.notification.receivers.http.Secret;
import dev.tocsin.notification.receivers.http.WebRequest;
import dev.tocsin.notification.receivers.http.WebResponse;
import dev.tocsin.notification.receivers.http.WebUrl;
import java.util.List;

/** Sends WeChat Work messages. Each message requests a new access token, so that none expires or is shared. */
record WeChat(
        IntegrationSettings settings,
        String apiUrl,
        Secret apiSecret,
        String corpId,
        TemplateFields templateFields,
        String messageType)
        implements HttpIntegration {
    static final IntegrationKind KIND = IntegrationKind.of("wechat", WeChat::read)
            .withGlobals(global -> global.withUrl("wechat_api_url", "https://qyapi.weixin.qq.com/cgi-bin/")
                    .withSecret("wechat_api_secret")
                    .withText("wechat_api_corp_id", ""))
            .withNullAsEmpty();

    private static final TemplateFields DEFAULT_FIELDS = TemplateFields.of()
            .andDefaultTemplate("message", "wechat.default.message")
            .andDefaultTemplate("to_user", "wechat.default.to_user")
            .andDefaultTemplate("to_party", "wechat.default.to_party")
            .andDefaultTemplate("to_tag", "wechat.default.to_tag")
            .andDefaultTemplate("agent_id", "wechat.default.agent_id");
    private static final int TOKEN_EXPIRED = 42_001;

    private static Integration read(IntegrationYaml yaml) {
        var map = yaml.map();
        var corpId = map.text("corp_id", yaml.global().text("wechat_api_corp_id"));
        if (corpId.isEmpty()) {
            yaml.problem("no global Wechat CorpID set");
        }
        var type = map.text("message_type", "text");
        if (!List.of("text", "markdown").contains(type)) {
            map.problem(
                    "message_type",
                    "weChat message type \"%s\" does not match valid options ^(text|markdown)$".formatted(type),
                    "");
        }
        return new WeChat(
                yaml.settings(false),
                yaml.urlOrGlobal("api_url", "wechat_api_url"),
                yaml.secretOrGlobal(
                        "api_secret",
                        "wechat_api_secret",
                        "no global Wechat Api Secret set either inline or in a file"),
                corpId,
                yaml.templateFields(DEFAULT_FIELDS),
                type);
    }

    @Override
    public String previewProblem() {
        return ASKED_FIRST;
    }

    @Override
    public ExchangeStep start(NotificationRenderer renderer) {
        var message = message(renderer);
        var form = new FormBody()
                .and("corpid", renderer.renderText(corpId))
                .and("corpsecret", renderer.renderText(renderer.readSecret(apiSecret)));
        var tokenRequest = WebRequest.get(WebUrl.join(apiUrl, "gettoken") + "?" + form, settings.http());
        return ExchangeStep.send(tokenRequest, response -> {
            var token = response.json().path("access_token").asText("");
            return response.status() != 200 || token.isEmpty()
                    ? failure(response, "no access token")
                    : send(token, message);
        });
    }

    private ExchangeStep send(String token, JsonObject message) {
        var url = WebUrl.join(apiUrl, "message/send") + "?" + new FormBody().and("access_token", token);
        return ExchangeStep.send(WebRequest.post(url, message, settings.http()), response -> {
            var code = response.json().path("errcode").asInt(0);
            if (response.status() != 200 || code == TOKEN_EXPIRED) {
                return failure(response, "message not accepted");
            }
            return code == 0 ? ExchangeStep.delivered() : ExchangeStep.refused(response.excerpt());
        });
    }

    private static ExchangeStep failure(WebResponse response, String message) {
        var error = "%s (status code %d): %s".formatted(message, response.status(), response.excerpt());
        return new ExchangeStep.Done(new DeliveryResult.Retryable(DeliveryResult.Cause.of(response.status()), error));
    }

    private JsonObject message(NotificationRenderer renderer) {
        var content = JsonObject.of("content", templateFields.render("message", renderer));
        var empty = JsonObject.of("content", "");
        var isText = messageType.equals("text");
        return JsonObject.of("text", isText ? content : empty)
                .andIfNotEmpty("touser", templateFields.render("to_user", renderer))
                .andIfNotEmpty("toparty", templateFields.render("to_party", renderer))
                .andIfNotEmpty("totag", templateFields.render("to_tag", renderer))
                .andIfNotEmpty("agentid", templateFields.render("agent_id", renderer))
                .and("safe", "0")
                .and("msgtype", messageType)
                .and("markdown", isText ? empty : content);
    }
}

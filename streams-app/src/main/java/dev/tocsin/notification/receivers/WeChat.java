package dev.tocsin.notification.receivers;

import dev.tocsin.notification.receivers.http.Answer;
import dev.tocsin.notification.receivers.http.Form;
import dev.tocsin.notification.receivers.http.Request;
import dev.tocsin.notification.receivers.http.Secret;
import dev.tocsin.notification.receivers.http.WebUrl;

/** Colleagues in WeChat Work. A token is asked for before each message, so that none is ever stale or shared. */
record WeChat(Manner manner, String apiUrl, Secret apiSecret, String corpId, Texts texts, String messageType)
        implements OverHttp {
    static final Texts TEXTS = Texts.of()
            .calling("message", "wechat.default.message")
            .calling("to_user", "wechat.default.to_user")
            .calling("to_party", "wechat.default.to_party")
            .calling("to_tag", "wechat.default.to_tag")
            .calling("agent_id", "wechat.default.agent_id");
    private static final int TOKEN_EXPIRED = 42_001;

    @Override
    public String kind() {
        return "wechat";
    }

    @Override
    public Step begin(Telling telling) {
        var message = message(telling);
        var form = new Form()
                .and("corpid", telling.text(corpId))
                .and("corpsecret", telling.text(telling.secret(apiSecret)));
        var question = Request.get(WebUrl.join(apiUrl, "gettoken") + "?" + form, manner.http());
        return Step.ask(question, answer -> {
            var token = answer.json().path("access_token").asText("");
            return answer.status() != 200 || token.isEmpty()
                    ? refused(answer, "no access token")
                    : send(token, message);
        });
    }

    private Step send(String token, Json message) {
        var url = WebUrl.join(apiUrl, "message/send") + "?" + new Form().and("access_token", token);
        return Step.ask(Request.post(url, message, manner.http()), answer -> {
            var code = answer.json().path("errcode").asInt(0);
            if (answer.status() != 200 || code == TOKEN_EXPIRED) {
                return refused(answer, "the message was not taken");
            }
            return code == 0 ? Step.delivered() : Step.permanent(answer.shown());
        });
    }

    private static Step refused(Answer answer, String what) {
        var error = "%s (status code %d): %s".formatted(what, answer.status(), answer.shown());
        return new Step.Over(new Outcome.Retryable(Outcome.Cause.of(answer.status()), error));
    }

    private Json message(Telling telling) {
        var content = Json.with("content", texts.render("message", telling));
        var nothing = Json.with("content", "");
        var isText = messageType.equals("text");
        return Json.with("text", isText ? content : nothing)
                .andIfAny("touser", texts.render("to_user", telling))
                .andIfAny("toparty", texts.render("to_party", telling))
                .andIfAny("totag", texts.render("to_tag", telling))
                .andIfAny("agentid", texts.render("agent_id", telling))
                .and("safe", "0")
                .and("msgtype", messageType)
                .and("markdown", isText ? nothing : content);
    }
}

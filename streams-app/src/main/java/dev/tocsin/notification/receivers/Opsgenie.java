package dev.tocsin.notification.receivers;

import dev.tocsin.labels.ByteOrder;
import dev.tocsin.notification.receivers.http.Request;
import dev.tocsin.notification.receivers.http.Secret;
import dev.tocsin.notification.receivers.http.WebUrl;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Opsgenie; a group is one alert there, known by its alias. */
public record Opsgenie(
        Manner manner,
        String apiUrl,
        Secret apiKey,
        Texts texts,
        Map<String, String> details,
        List<Responder> responders,
        boolean updateAlerts)
        implements OverHttp {
    static final Texts TEXTS = Texts.of("entity", "actions", "tags", "note", "priority")
            .calling("message", "opsgenie.default.message")
            .calling("description", "opsgenie.default.description")
            .calling("source", "opsgenie.default.source");
    private static final int LONGEST_MESSAGE = 130;

    public Opsgenie {
        details = Map.copyOf(details);
        responders = List.copyOf(responders);
    }

    /** Templates, all of them. */
    record Responder(String id, String name, String username, String type) {}

    @Override
    public String kind() {
        return "opsgenie";
    }

    @Override
    public Step begin(Telling telling) {
        var alerts = WebUrl.join(apiUrl, "v2/alerts");
        var alias = telling.keyHash();
        var key = "GenieKey " + telling.text(telling.secret(apiKey));
        if (!telling.isFiring()) {
            var source = Json.with("source", texts.render("source", telling));
            return after(List.of(Request.post(at(alerts, alias, "close"), source, manner.http())), key);
        }
        var requests = new ArrayList<Request>();
        var message = Cut.toRunes(texts.render("message", telling), LONGEST_MESSAGE);
        requests.add(Request.post(alerts, creation(telling, alias, message), manner.http()));
        if (updateAlerts) {
            var description = Json.with("description", texts.render("description", telling));
            requests.add(Request.put(at(alerts, alias, "message"), Json.with("message", message), manner.http()));
            requests.add(Request.put(at(alerts, alias, "description"), description, manner.http()));
        }
        return after(requests, key);
    }

    private static String at(String alerts, String alias, String what) {
        return alerts + "/" + alias + "/" + what + "?identifierType=alias";
    }

    /** One request after another, as long as they succeed. */
    private static Step after(List<Request> requests, String key) {
        if (requests.isEmpty()) {
            return Step.delivered();
        }
        return Step.ask(
                requests.get(0).with("Authorization", key),
                answer -> answer.isOk()
                        ? after(requests.subList(1, requests.size()), key)
                        : new Step.Over(Retrying.SERVER_ERRORS_AND_LIMITS.outcome(answer)));
    }

    private Json creation(Telling telling, String alias, String message) {
        var all = new TreeMap<String, String>(ByteOrder.OF_UTF8);
        all.putAll(telling.news().commonLabels());
        all.putAll(telling.texts(details));
        return Json.with("alias", alias)
                .and("message", message)
                .andIfAny("description", texts.render("description", telling))
                .and("details", all)
                .and("source", texts.render("source", telling))
                .andIfAny("responders", responders(telling))
                .andIfAny("tags", commaList("tags", telling))
                .andIfAny("note", texts.render("note", telling))
                .andIfAny("priority", texts.render("priority", telling))
                .andIfAny("entity", texts.render("entity", telling))
                .andIfAny("actions", commaList("actions", telling));
    }

    private List<Json> responders(Telling telling) {
        return responders.stream()
                .flatMap(responder -> rendered(responder, telling))
                .toList();
    }

    private static Stream<Json> rendered(Responder responder, Telling telling) {
        var name = telling.text(responder.name());
        var type = telling.text(responder.type());
        if (type.equals("teams")) {
            return split(name).stream().map(team -> Json.with("name", team).and("type", "team"));
        }
        var rendered = new Json()
                .andIfAny("id", telling.text(responder.id()))
                .andIfAny("name", name)
                .andIfAny("username", telling.text(responder.username()));
        // A template may name nobody.
        return rendered.isEmpty() ? Stream.of() : Stream.of(rendered.and("type", type));
    }

    private List<String> commaList(String name, Telling telling) {
        return split(texts.render(name, telling));
    }

    private static List<String> split(String list) {
        return Stream.of(list.split(",")).filter(item -> !item.isBlank()).toList();
    }
}

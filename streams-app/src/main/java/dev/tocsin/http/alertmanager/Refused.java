package dev.tocsin.http.alertmanager;

import dev.tocsin.http.common.Json;
import dev.tocsin.http.common.Paths;
import dev.tocsin.http.common.Refusal;
import java.util.List;
import java.util.Map;

/** Refusals as Alertmanager's framework words them: a code, which may be none of HTTP's, and a message. */
final class Refused implements Paths.Refusals {
    private static final int FIRST_OWN_CODE = 600;
    private static final int UNPROCESSABLE = 422;

    @Override
    public Refusal noSuchPath(String path) {
        return of(404, "path %s was not found".formatted(path));
    }

    @Override
    public Refusal noSuchMethod(String method, List<String> allowed) {
        var methods = String.join(",", allowed);
        var message = "method %s is not allowed, but [%s] are".formatted(method, methods);
        return new Refusal(405, new View(405, message), Map.of("Allow", methods));
    }

    /** @param what as {@code 0.labels in body} */
    static Refusal required(String what) {
        return of(602, what + " is required");
    }

    static Refusal tooFewItems(String what) {
        return of(612, what + " should have at least 1 items");
    }

    static Refusal badType(String what, String type, String value) {
        return of(
                601,
                "%s must be of type %s: %s"
                        .formatted(what, type, Json.write(value).strip()));
    }

    static Refusal unreadable(String body, String why) {
        return of(400, "parsing %s body from \"\" failed, because %s".formatted(body, why));
    }

    static Refusal of(int code, String message) {
        return new Refusal(code < FIRST_OWN_CODE ? code : UNPROCESSABLE, new View(code, message));
    }

    /** A refusal by a handler is a bare text. */
    static Refusal byHandler(int status, String message) {
        return new Refusal(status, message);
    }

    /** As it stands on the wire. */
    record View(int code, String message) {}
}

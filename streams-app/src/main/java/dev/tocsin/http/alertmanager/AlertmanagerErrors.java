package dev.tocsin.http.alertmanager;

import dev.tocsin.http.common.ApiException;
import dev.tocsin.http.common.ApiJson;
import dev.tocsin.http.common.Endpoints;
import java.util.List;
import java.util.Map;

/** Refusals as Alertmanager's framework words them: a code, which may be none of HTTP's, and a message. */
final class AlertmanagerErrors implements Endpoints.ErrorFactory {
    private static final int FIRST_OWN_CODE = 600;
    private static final int UNPROCESSABLE = 422;

    @Override
    public ApiException notFound(String path) {
        return withCode(404, "path %s was not found".formatted(path));
    }

    @Override
    public ApiException methodNotAllowed(String method, List<String> allowed) {
        var methods = String.join(",", allowed);
        var message = "method %s is not allowed, but [%s] are".formatted(method, methods);
        return new ApiException(405, new ErrorBody(405, message), Map.of("Allow", methods));
    }

    /** @param what as {@code 0.labels in body} */
    static ApiException required(String what) {
        return withCode(602, what + " is required");
    }

    static ApiException tooFewItems(String what) {
        return withCode(612, what + " should have at least 1 items");
    }

    static ApiException badType(String what, String type, String value) {
        return withCode(
                601,
                "%s must be of type %s: %s"
                        .formatted(what, type, ApiJson.write(value).strip()));
    }

    static ApiException parseError(String body, String why) {
        return withCode(400, "parsing %s body from \"\" failed, because %s".formatted(body, why));
    }

    static ApiException withCode(int code, String message) {
        return new ApiException(code < FIRST_OWN_CODE ? code : UNPROCESSABLE, new ErrorBody(code, message));
    }

    /** A refusal by a handler is a bare text. */
    static ApiException handlerError(int status, String message) {
        return new ApiException(status, message);
    }

    /** As it stands on the wire. */
    record ErrorBody(int code, String message) {}
}

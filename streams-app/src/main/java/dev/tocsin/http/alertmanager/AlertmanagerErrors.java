package dev.tocsin.http.alertmanager;

import dev.tocsin.http.common.ApiException;
import dev.tocsin.http.common.ApiJson;
import dev.tocsin.http.common.Endpoints;
import dev.tocsin.limits.Limit;
import io.javalin.http.Context;
import java.util.List;

/**
 * Errors in the words of Alertmanager's API framework (go-openapi). The body has a message and a code; codes of 600 and
 * more are the framework's own and have the HTTP status 422.
 */
final class AlertmanagerErrors implements Endpoints.ErrorFactory {
    private static final int FIRST_OWN_CODE = 600;
    private static final int UNPROCESSABLE = 422;
    private static final int LISTS_PER_HEAP = 16;

    @Override
    public ApiException error(int status, String message) {
        return withCode(status, message);
    }

    @Override
    public ApiException methodNotAllowed(Context request, List<String> allowed) {
        var methods = String.join(",", allowed);
        request.header("Allow", methods);
        return withCode(
                405,
                "method %s is not allowed, but [%s] are"
                        .formatted(request.method().name(), methods));
    }

    /** Sends a list, unless it is too large. */
    static void sendList(Context request, List<?> views) {
        var most =
                (int) Math.min(Limit.LIST_RESPONSE.value(), Runtime.getRuntime().maxMemory() / LISTS_PER_HEAP);
        try {
            ApiJson.send(request, 200, views, most);
        } catch (ApiJson.TooLargeException e) {
            throw handlerError(
                    UNPROCESSABLE,
                    "the response has more than %,d bytes, which is the limit; ask for less: use parameter filter or receiver"
                            .formatted(most));
        }
    }

    /** @param what the place of the value, such as {@code 0.labels in body} */
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

    /** Creates an error of one of Alertmanager's own handlers, whose body is the message alone. */
    static ApiException handlerError(int status, String message) {
        return new ApiException(status, message);
    }

    /** The body of an error of the framework. */
    record ErrorBody(int code, String message) {}
}

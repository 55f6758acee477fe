package dev.tocsin.http.common;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.tocsin.limits.Limit;
import io.javalin.http.Context;
import java.util.List;

/** The envelope of every response, as in Prometheus's API. */
public record ResponseEnvelope(
        String status,
        @JsonInclude(JsonInclude.Include.NON_NULL) Object data,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) String errorType,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) String error,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> warnings,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> infos) {
    private static final int RESPONSES_PER_HEAP = 64;

    public static ResponseEnvelope success(Object data) {
        return new ResponseEnvelope("success", data, "", "", List.of(), List.of());
    }

    public static void send(Context request, Object data) {
        send(request, data, List.of(), List.of());
    }

    public static void send(Context request, Object data, List<String> warnings, List<String> infos) {
        try {
            ApiJson.send(request, 200, new ResponseEnvelope("success", data, "", "", warnings, infos), maxBytes());
        } catch (ApiJson.TooLargeException e) {
            throw apiError(
                    422,
                    "execution",
                    ("the response has more than %d bytes, which is the limit;"
                                    + " ask for less: fewer series, a shorter range, a larger step, or parameter limit")
                            .formatted(maxBytes()));
        }
    }

    /** The limit of {@link Limit#RESPONSE}, or less in a small heap, because several responses are in memory at a time. */
    public static int maxBytes() {
        return (int) Math.min(Limit.RESPONSE.value(), Runtime.getRuntime().maxMemory() / RESPONSES_PER_HEAP);
    }

    public static ApiException badData(String error) {
        return apiError(400, "bad_data", error);
    }

    public static ApiException invalidParameter(String name, String cause) {
        return badData("invalid parameter \"%s\": %s".formatted(name, cause));
    }

    public static ApiException apiError(int status, String errorType, String error) {
        return new ApiException(status, new ResponseEnvelope("error", null, errorType, error, List.of(), List.of()));
    }

    /** Creates the error for a request that reaches no resource: its path, its method or its caller. */
    public static ApiException routingError(int status, String error) {
        var type = switch (status) {
            case 401 -> "unauthorized";
            case 403 -> "forbidden";
            case 404 -> "not_found";
            case 429, 503 -> "unavailable";
            default -> "bad_data";
        };
        return apiError(status, type, error);
    }
}

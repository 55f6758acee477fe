package dev.tocsin.http.prometheus;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.tocsin.http.common.ApiException;
import dev.tocsin.http.common.ApiJson;
import io.javalin.http.Context;
import java.util.List;

/** The envelope of every response, as in Prometheus's API. */
record ResponseEnvelope(
        String status,
        @JsonInclude(JsonInclude.Include.NON_NULL) Object data,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) String errorType,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) String error,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> warnings,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> infos) {

    static void send(Context request, Object data) {
        send(request, data, List.of(), List.of());
    }

    static void send(Context request, Object data, List<String> warnings, List<String> infos) {
        ApiJson.send(request, 200, new ResponseEnvelope("success", data, "", "", warnings, infos));
    }

    static ApiException badData(String error) {
        return apiError(400, "bad_data", error);
    }

    static ApiException invalidParameter(String name, String cause) {
        return badData("invalid parameter \"%s\": %s".formatted(name, cause));
    }

    static ApiException apiError(int status, String errorType, String error) {
        return new ApiException(status, new ResponseEnvelope("error", null, errorType, error, List.of(), List.of()));
    }

    /** Creates the error for an unknown path or a method that is not allowed. */
    static ApiException routingError(int status, String error) {
        return apiError(status, status == 404 ? "not_found" : "bad_data", error);
    }
}

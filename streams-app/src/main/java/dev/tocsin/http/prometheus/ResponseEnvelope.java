package dev.tocsin.http.prometheus;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.tocsin.http.common.ApiException;
import dev.tocsin.http.common.ApiJson;
import dev.tocsin.http.common.Endpoints;
import io.javalin.http.Context;
import java.util.List;
import java.util.Map;

/** What every answer is wrapped in. */
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
        return new ApiException(status, errorBody(errorType, error));
    }

    private static ResponseEnvelope errorBody(String errorType, String error) {
        return new ResponseEnvelope("error", null, errorType, error, List.of(), List.of());
    }

    /** For paths and methods that are not there. */
    static final class PrometheusErrors implements Endpoints.ErrorFactory {
        @Override
        public ApiException notFound(String path) {
            return apiError(404, "not_found", "path %s was not found".formatted(path));
        }

        @Override
        public ApiException methodNotAllowed(String method, List<String> allowed) {
            var methods = String.join(", ", allowed);
            var error = "method %s is not allowed here; %s would be".formatted(method, methods);
            return new ApiException(405, errorBody("bad_data", error), Map.of("Allow", methods));
        }
    }
}

package dev.tocsin.http.prometheus;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.tocsin.http.common.Json;
import dev.tocsin.http.common.Paths;
import dev.tocsin.http.common.Refusal;
import io.javalin.http.Context;
import java.util.List;
import java.util.Map;

/** What every answer is wrapped in. */
record Envelope(
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
        Json.send(request, 200, new Envelope("success", data, "", "", warnings, infos));
    }

    static Refusal badData(String error) {
        return refusal(400, "bad_data", error);
    }

    static Refusal badParameter(String name, String cause) {
        return badData("invalid parameter \"%s\": %s".formatted(name, cause));
    }

    static Refusal refusal(int status, String errorType, String error) {
        return new Refusal(status, failed(errorType, error));
    }

    private static Envelope failed(String errorType, String error) {
        return new Envelope("error", null, errorType, error, List.of(), List.of());
    }

    /** For paths and methods that are not there. */
    static final class Refused implements Paths.Refusals {
        @Override
        public Refusal noSuchPath(String path) {
            return refusal(404, "not_found", "path %s was not found".formatted(path));
        }

        @Override
        public Refusal noSuchMethod(String method, List<String> allowed) {
            var methods = String.join(", ", allowed);
            var error = "method %s is not allowed here; %s would be".formatted(method, methods);
            return new Refusal(405, failed("bad_data", error), Map.of("Allow", methods));
        }
    }
}

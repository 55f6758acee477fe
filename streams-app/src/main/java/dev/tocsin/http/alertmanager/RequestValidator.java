package dev.tocsin.http.alertmanager;

import dev.tocsin.http.common.RequestBody;
import io.javalin.http.Context;
import java.util.List;
import java.util.Locale;

/** Checks the media types and the size of requests. */
record RequestValidator(int maxBodyBytes) {
    private static final String JSON = "application/json";
    private static final String DEFAULT_MEDIA_TYPE = "application/octet-stream";

    /** Reads the body, which must be JSON; empty if there is none. */
    byte[] readJsonBody(Context request) {
        var body = RequestBody.read(request, maxBodyBytes, sentence -> AlertmanagerErrors.handlerError(413, sentence));
        var type = request.contentType() == null ? DEFAULT_MEDIA_TYPE : mediaType(request.contentType());
        if (body.length > 0 && !type.equalsIgnoreCase(JSON)) {
            throw AlertmanagerErrors.withCode(
                    415, "unsupported media type \"%s\", only [%s] are allowed".formatted(type, JSON));
        }
        return body;
    }

    /** Rejects a request whose {@code Accept} header excludes JSON. */
    static void checkAccept(Context request) {
        var accept = request.header("Accept");
        if (accept != null
                && !accept.isBlank()
                && List.of(accept.split(",")).stream()
                        .map(RequestValidator::mediaType)
                        .noneMatch(RequestValidator::isJson)) {
            throw AlertmanagerErrors.withCode(
                    406, "unsupported media type requested, only [%s] are available".formatted(JSON));
        }
    }

    private static boolean isJson(String type) {
        return List.of("*/*", "application/*", JSON).contains(type.toLowerCase(Locale.ROOT));
    }

    private static String mediaType(String header) {
        return header.split(";", 2)[0].strip();
    }
}

package dev.tocsin.http.alertmanager;

import dev.tocsin.http.wire.Body;
import io.javalin.http.Context;
import java.util.List;
import java.util.Locale;

/** What every request must be like. */
record Requests(int mostBytes) {
    private static final String JSON = "application/json";

    /** The body, which must be JSON and not too large. */
    byte[] body(Context request) {
        var type = mediaType(request.contentType());
        if (!type.equalsIgnoreCase(JSON)) {
            throw Refused.of(415, "unsupported media type \"%s\", only [%s] are allowed".formatted(type, JSON));
        }
        return Body.read(request, mostBytes, sentence -> Refused.byHandler(413, sentence));
    }

    /** Refuses a client that does not want JSON. */
    static void checkAccept(Context request) {
        var accept = request.header("Accept");
        if (accept != null
                && !accept.isBlank()
                && List.of(accept.split(",")).stream().map(Requests::mediaType).noneMatch(Requests::isJson)) {
            throw Refused.of(406, "unsupported media type requested, only [%s] are available".formatted(JSON));
        }
    }

    private static boolean isJson(String type) {
        return List.of("*/*", "application/*", JSON).contains(type.toLowerCase(Locale.ROOT));
    }

    private static String mediaType(String header) {
        return header == null ? "" : header.split(";", 2)[0].strip();
    }
}

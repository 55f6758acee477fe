package dev.tocsin.http.alertmanager;

import dev.tocsin.http.common.Body;
import io.javalin.http.Context;
import java.util.List;
import java.util.Locale;

/** What every request must be like. */
record Requests(int mostBytes) {
    private static final String JSON = "application/json";
    private static final String UNNAMED = "application/octet-stream";

    /** The body, which must be JSON and not too large; empty if there is none. */
    byte[] body(Context request) {
        var body = Body.read(request, mostBytes, sentence -> Refused.byHandler(413, sentence));
        var type = request.contentType() == null ? UNNAMED : mediaType(request.contentType());
        if (body.length > 0 && !type.equalsIgnoreCase(JSON)) {
            throw Refused.of(415, "unsupported media type \"%s\", only [%s] are allowed".formatted(type, JSON));
        }
        return body;
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
        return header.split(";", 2)[0].strip();
    }
}

package dev.tocsin.http.tocsin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tocsin.http.common.RequestBody;
import dev.tocsin.http.common.ResponseEnvelope;
import dev.tocsin.limits.Limit;
import io.javalin.http.Context;
import java.io.IOException;

/** Reads request bodies that are JSON objects. */
final class JsonBody {
    private static final ObjectMapper JSON = new ObjectMapper();

    private JsonBody() {}

    /** @param example of a body, for the error */
    static JsonNode object(Context request, String example) {
        var bytes = RequestBody.read(
                request, Limit.REQUEST_BODY.intValue(), reason -> ResponseEnvelope.apiError(413, "bad_data", reason));
        try {
            var body = JSON.readTree(bytes);
            if (body != null && body.isObject()) {
                return body;
            }
        } catch (IOException | StackOverflowError e) {
            // Answered below, as a body that is no object.
        }
        throw ResponseEnvelope.badData("the body must be a JSON object such as " + example);
    }
}

package dev.tocsin.notification.receivers.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;

/** An HTTP response. */
public record WebResponse(int status, String contentType, String body) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int EXCERPT_LENGTH = 1_024;

    public boolean isOk() {
        return status / 100 == 2;
    }

    /** The body as JSON; a missing node if it is not JSON. */
    public JsonNode json() {
        try {
            return JSON.readTree(body);
        } catch (JsonProcessingException e) {
            return MissingNode.getInstance();
        }
    }

    /** The first 1024 characters of the body, for error messages. */
    public String excerpt() {
        var text = body.strip();
        return text.length() <= EXCERPT_LENGTH ? text : text.substring(0, EXCERPT_LENGTH);
    }
}

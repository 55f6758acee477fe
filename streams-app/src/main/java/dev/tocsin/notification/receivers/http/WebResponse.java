package dev.tocsin.notification.receivers.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;

/** What a web server answered. */
public record WebResponse(int status, String contentType, String body) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int EXCERPT_LENGTH = 1_024;

    public boolean isOk() {
        return status / 100 == 2;
    }

    /** The body read as JSON; a missing node if it is none. */
    public JsonNode json() {
        try {
            return JSON.readTree(body);
        } catch (JsonProcessingException e) {
            return MissingNode.getInstance();
        }
    }

    /** As much of the body as people want to read. */
    public String excerpt() {
        var text = body.strip();
        return text.length() <= EXCERPT_LENGTH ? text : text.substring(0, EXCERPT_LENGTH);
    }
}

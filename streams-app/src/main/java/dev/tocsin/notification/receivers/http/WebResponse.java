package dev.tocsin.notification.receivers.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;

/**
 * An HTTP response.
 *
 * @param retryAfter from the header {@code Retry-After}; zero for none
 */
public record WebResponse(int status, String contentType, String body, Duration retryAfter) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int EXCERPT_LENGTH = 1_024;

    public WebResponse(int status, String contentType, String body) {
        this(status, contentType, body, Duration.ZERO);
    }

    /**
     * The wait that a header {@code Retry-After} asks for: seconds or a date. Zero if it is neither.
     *
     * @param now for dates
     */
    public static Duration retryAfter(String header, Instant now) {
        if (header.matches("[0-9]{1,9}")) {
            return Duration.ofSeconds(Long.parseLong(header));
        }
        try {
            var wait = Duration.between(now, DateTimeFormatter.RFC_1123_DATE_TIME.parse(header, Instant::from));
            return wait.isNegative() ? Duration.ZERO : wait;
        } catch (DateTimeException e) {
            return Duration.ZERO;
        }
    }

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

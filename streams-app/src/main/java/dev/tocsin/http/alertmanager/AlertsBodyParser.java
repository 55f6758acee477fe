package dev.tocsin.http.alertmanager;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tocsin.limits.Limit;
import dev.tocsin.notation.GoTime;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Parses the body of {@code POST /alerts}. */
final class AlertsBodyParser {
    private static final JsonBodyReader READER = new JsonBodyReader("alerts");
    private static final Pattern NOT_IN_JAVA_URIS = Pattern.compile("[{}|^`\"<> \\\\]");

    /** Keys of an alert. */
    static final List<String> KEYS = List.of("labels", "annotations", "startsAt", "endsAt", "generatorURL");

    private AlertsBodyParser() {}

    /** One alert of the body. A missing time is {@link GoTime#ZERO}. */
    record PostableAlert(
            Map<String, String> labels,
            Map<String, String> annotations,
            Instant startsAt,
            Instant endsAt,
            String generatorUrl) {
        boolean isFiringAt(Instant now) {
            return endsAt.equals(GoTime.ZERO) || endsAt.isAfter(now);
        }
    }

    /** @throws dev.tocsin.http.common.ApiException for the first error */
    static List<PostableAlert> parse(byte[] body) {
        if (body.length == 0) {
            throw AlertmanagerErrors.required("alerts in body");
        }
        return AlertsStreamParser.parse(body).orElseGet(() -> parseTree(body));
    }

    /** Parses a body of any form. */
    static List<PostableAlert> parseTree(byte[] body) {
        var entries = new ArrayList<PostableAlert>();
        READER.elements(body, alert -> {
            requireSpace(entries.size());
            entries.add(alert(alert, entries.size()));
        });
        return entries;
    }

    private static void requireSpace(int number) {
        if (number == Limit.POSTED_ALERTS.value()) {
            throw AlertmanagerErrors.withCode(
                    400,
                    "the request has more than %,d alerts, which is the limit; send them in several requests"
                            .formatted(number));
        }
    }

    private static PostableAlert alert(JsonNode alert, int index) {
        if (alert.isNull()) {
            throw AlertmanagerErrors.required(index + " in body");
        }
        READER.object(alert, String.valueOf(index));
        var path = index + ".";
        var url = READER.text(alert, path, "generatorURL").orElse("");
        var annotations = READER.stringMap(alert, path, "annotations").orElse(Map.of());
        var startsAt = READER.time(alert, path, "startsAt").orElse(GoTime.ZERO);
        var endsAt = READER.time(alert, path, "endsAt").orElse(GoTime.ZERO);
        var labels = READER.stringMap(alert, path, "labels");
        if (!url.isEmpty() && !isUri(url)) {
            throw AlertmanagerErrors.badType(path + "generatorURL in body", "uri", url);
        }
        return new PostableAlert(
                labels.orElseThrow(() -> AlertmanagerErrors.required(path + "labels in body")),
                annotations,
                startsAt,
                endsAt,
                url);
    }

    static boolean isUri(String text) {
        try {
            return text.startsWith("/")
                    || new URI(NOT_IN_JAVA_URIS.matcher(text).replaceAll("_")).isAbsolute();
        } catch (URISyntaxException e) {
            return false;
        }
    }
}

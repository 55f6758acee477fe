package dev.tocsin.http.alertmanager;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tocsin.labels.Matcher;
import dev.tocsin.notification.silences.SilenceDraft;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The body of a post of a silence. */
final class SilenceBodyParser {
    private static final JsonBodyReader READER = new JsonBodyReader("silence");

    private SilenceBodyParser() {}

    /** @throws dev.tocsin.http.common.ApiException for the first fault */
    static SilenceDraft parse(byte[] body) {
        if (body.length == 0) {
            throw AlertmanagerErrors.required("silence in body");
        }
        var silence = READER.read(body);
        if (!silence.isNull()) {
            READER.object(silence, "the body");
        }
        var id = READER.text(silence, "", "id").orElse("");
        var annotations = READER.stringMap(silence, "", "annotations").orElse(Map.of());
        var comment = READER.text(silence, "", "comment");
        var createdBy = READER.text(silence, "", "createdBy");
        var endsAt = READER.time(silence, "", "endsAt");
        var startsAt = READER.time(silence, "", "startsAt");
        var presentComment = required(comment, "comment");
        var presentCreator = required(createdBy, "createdBy");
        var presentEnd = required(endsAt, "endsAt");
        var conditions = matchers(silence.get("matchers"));
        return new SilenceDraft(
                id,
                conditions,
                required(startsAt, "startsAt"),
                presentEnd,
                presentCreator,
                presentComment,
                annotations);
    }

    private static List<SilenceDraft.MatcherDraft> matchers(JsonNode matchers) {
        if (matchers == null || matchers.isNull()) {
            throw AlertmanagerErrors.required("matchers in body");
        }
        var conditions = new ArrayList<SilenceDraft.MatcherDraft>();
        READER.array(matchers, "matchers")
                .forEach(matcher -> conditions.add(matcher(matcher, "matchers." + conditions.size())));
        if (conditions.isEmpty()) {
            throw AlertmanagerErrors.tooFewItems("matchers in body");
        }
        return conditions;
    }

    private static SilenceDraft.MatcherDraft matcher(JsonNode matcher, String path) {
        if (matcher.isNull()) {
            throw AlertmanagerErrors.required(path + " in body");
        }
        READER.object(matcher, path);
        var inside = path + ".";
        var isEqual = READER.bool(matcher, inside, "isEqual").orElse(true);
        var isRegex = required(READER.bool(matcher, inside, "isRegex"), inside + "isRegex");
        var name = required(READER.text(matcher, inside, "name"), inside + "name");
        var value = required(READER.text(matcher, inside, "value"), inside + "value");
        return new SilenceDraft.MatcherDraft(name, op(isEqual, isRegex), value);
    }

    private static Matcher.Op op(boolean isEqual, boolean isRegex) {
        if (isRegex) {
            return isEqual ? Matcher.Op.REGEX : Matcher.Op.NOT_REGEX;
        }
        return isEqual ? Matcher.Op.EQUAL : Matcher.Op.NOT_EQUAL;
    }

    private static <T> T required(Optional<T> value, String path) {
        return value.orElseThrow(() -> AlertmanagerErrors.required(path + " in body"));
    }
}

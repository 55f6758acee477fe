package dev.tocsin.http.alertmanager;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tocsin.labels.Matcher;
import dev.tocsin.notification.silences.SilenceDraft;
import dev.tocsin.notification.silences.SilenceExpiry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Parses the body of {@code POST /silences}. */
final class SilenceBodyParser {
    private static final JsonBodyReader READER = new JsonBodyReader("silence");

    private SilenceBodyParser() {}

    /** @throws dev.tocsin.http.common.ApiException for the first error */
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
        var requiredComment = required(comment, "comment");
        var requiredCreator = required(createdBy, "createdBy");
        var requiredEnd = required(endsAt, "endsAt");
        var expiry = expiry(silence);
        var matchers = matchers(TolerantJson.field(silence, "matchers"));
        return new SilenceDraft(
                id,
                matchers,
                required(startsAt, "startsAt"),
                requiredEnd,
                requiredCreator,
                requiredComment,
                annotations,
                expiry);
    }

    /** Alertmanager does not have these fields, and its clients leave them out. */
    private static Optional<SilenceExpiry> expiry(JsonNode silence) {
        var grace = READER.number(silence, "", "expireGraceSeconds").orElse(0.0);
        var expire = READER.text(silence, "", "expire");
        try {
            return expire.map(text -> SilenceExpiry.of(text, Duration.ofMillis(Math.round(grace * 1000))));
        } catch (IllegalArgumentException e) {
            throw AlertmanagerErrors.handlerError(400, e.getMessage());
        }
    }

    private static List<SilenceDraft.MatcherDraft> matchers(JsonNode matchers) {
        if (matchers == null || matchers.isNull()) {
            throw AlertmanagerErrors.required("matchers in body");
        }
        var drafts = new ArrayList<SilenceDraft.MatcherDraft>();
        READER.array(matchers, "matchers")
                .forEach(matcher -> drafts.add(matcher(matcher, "matchers." + drafts.size())));
        if (drafts.isEmpty()) {
            throw AlertmanagerErrors.tooFewItems("matchers in body");
        }
        return drafts;
    }

    private static SilenceDraft.MatcherDraft matcher(JsonNode matcher, String path) {
        if (matcher.isNull()) {
            throw AlertmanagerErrors.required(path + " in body");
        }
        READER.object(matcher, path);
        var prefix = path + ".";
        var isEqual = READER.bool(matcher, prefix, "isEqual").orElse(true);
        var isRegex = required(READER.bool(matcher, prefix, "isRegex"), prefix + "isRegex");
        var name = required(READER.text(matcher, prefix, "name"), prefix + "name");
        var value = required(READER.text(matcher, prefix, "value"), prefix + "value");
        return new SilenceDraft.MatcherDraft(name, Matcher.Op.of(isRegex, isEqual), value);
    }

    private static <T> T required(Optional<T> value, String path) {
        return value.orElseThrow(() -> AlertmanagerErrors.required(path + " in body"));
    }
}

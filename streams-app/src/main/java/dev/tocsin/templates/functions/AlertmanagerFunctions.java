package dev.tocsin.templates.functions;

import static dev.tocsin.templates.Parameter.ANY;
import static dev.tocsin.templates.Parameter.LIST;
import static dev.tocsin.templates.Parameter.TEXT;
import static dev.tocsin.templates.functions.TemplateTime.TIME;

import dev.tocsin.labels.Labels;
import dev.tocsin.notation.GoQuote;
import dev.tocsin.notation.GoZone;
import dev.tocsin.templates.Arguments;
import dev.tocsin.templates.FunctionFailedException;
import dev.tocsin.templates.GoPrint;
import dev.tocsin.templates.SafeContent;
import dev.tocsin.templates.Signature;
import dev.tocsin.templates.TemplateFunctions;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** The template functions that Alertmanager adds, for notifications. */
public final class AlertmanagerFunctions {
    // The spaces of Go.
    private static final Pattern SPACES = Pattern.compile("^[%1$s]+|[%1$s]+\\z"
            .formatted("\\t\\n\\x0b\\f\\r \\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000"));
    private static final Signature ONE_TEXT = Signature.of(TEXT);
    private static final Signature TWO_TEXTS = Signature.of(TEXT, TEXT);
    private static final Signature TEXT_AND_TIME = Signature.of(TEXT, TIME);
    private static final TemplateFunctions WITHOUT_TIME =
            encodings(collections(times(texts(TemplateFunctions.builtins()))));

    private AlertmanagerFunctions() {}

    /** @param routeLabels the labels that the function {@code routeLabels} reads */
    public static TemplateFunctions of(Instant now, Labels routeLabels) {
        return WITHOUT_TIME
                .with("now", Signature.of(), none -> TemplateTime.utc(now))
                .with("since", Signature.of(TIME), time -> TemplateTime.utc(now).since(TemplateTime.of(time, 0)))
                .with("routeLabels", ONE_TEXT, name -> routeLabels.get(name.text(0)));
    }

    private static TemplateFunctions texts(TemplateFunctions functions) {
        return functions
                .with("toUpper", ONE_TEXT, text -> Titles.upper(text.text(0)))
                .with("toLower", ONE_TEXT, text -> Titles.lower(text.text(0)))
                .with("title", ONE_TEXT, text -> Titles.onlyFirst(text.text(0)))
                .with(
                        "trimSpace",
                        ONE_TEXT,
                        text -> SPACES.matcher(text.text(0)).replaceAll(""))
                .with("join", Signature.of(TEXT, LIST), AlertmanagerFunctions::join)
                .with("match", TWO_TEXTS, texts -> Regexes.isFound(texts.text(0), texts.text(1)))
                .with("reReplaceAll", Signature.of(TEXT, TEXT, TEXT), Regexes::replaceAll)
                .with("safeHtml", ONE_TEXT, text -> new SafeContent(text.text(0), SafeContent.Kind.HTML))
                .with("safeUrl", ONE_TEXT, text -> new SafeContent(text.text(0), SafeContent.Kind.URL));
    }

    private static TemplateFunctions times(TemplateFunctions functions) {
        return functions
                .with(
                        "date",
                        TEXT_AND_TIME,
                        arguments -> TemplateTime.of(arguments, 1).format(arguments.text(0)))
                .with("tz", TEXT_AND_TIME, arguments -> inZone(TemplateTime.of(arguments, 1), arguments.text(0)))
                .with("humanizeDuration", Signature.of(ANY), value -> Humanize.duration(Numbers.of(value.value(0))))
                .with("toDate", TWO_TEXTS, arguments -> dateOrZero(arguments.text(0), arguments.text(1)))
                .with("mustToDate", TWO_TEXTS, arguments -> date(arguments.text(0), arguments.text(1)));
    }

    private static TemplateFunctions collections(TemplateFunctions functions) {
        return functions
                .with("stringSlice", Signature.of().andAnyNumberOf(TEXT), AlertmanagerFunctions::strings)
                .with("list", Signature.of().andAnyNumberOf(ANY), items -> items.from(0))
                .with("append", Signature.of(LIST).andAnyNumberOf(ANY), AlertmanagerFunctions::append)
                .with("dict", Signature.of().andAnyNumberOf(ANY), AlertmanagerFunctions::dict);
    }

    private static TemplateFunctions encodings(TemplateFunctions functions) {
        return functions
                .with("toJson", Signature.of(ANY), value -> TemplateJson.text(value.value(0)))
                .with("urlUnescape", ONE_TEXT, text -> unescaped(text.text(0)))
                .with("base64encode", ONE_TEXT, text -> encoded(text.text(0)))
                .with("base64decode", ONE_TEXT, text -> decoded(text.text(0)));
    }

    private static Object join(Arguments arguments) {
        return new Strings(texts(arguments.list(1))).join(arguments.text(0));
    }

    private static Strings strings(Arguments arguments) {
        return new Strings(texts(arguments.from(0)));
    }

    private static List<String> texts(List<?> values) {
        return values.stream().map(GoPrint::text).toList();
    }

    private static List<Object> append(Arguments arguments) {
        var longer = new ArrayList<Object>(arguments.list(0));
        longer.addAll(arguments.from(1));
        return Collections.unmodifiableList(longer);
    }

    private static Object dict(Arguments arguments) {
        if (arguments.count() % 2 != 0) {
            throw new FunctionFailedException("dict requires an even number of arguments");
        }
        var dict = new HashMap<String, Object>();
        for (var i = 0; i < arguments.count(); i += 2) {
            if (!(arguments.value(i) instanceof String key)) {
                throw new FunctionFailedException("dict keys must be strings");
            }
            dict.put(key, arguments.value(i + 1));
        }
        return Collections.unmodifiableMap(dict);
    }

    private static TemplateTime inZone(TemplateTime time, String zone) {
        var zoneId = zone.equals("Local") ? Optional.of(ZoneId.systemDefault()) : GoZone.of(zone);
        return new TemplateTime(time.time()
                .withZoneSameInstant(
                        zoneId.orElseThrow(() -> new FunctionFailedException("unknown time zone " + zone))));
    }

    private static TemplateTime date(String layout, String text) {
        try {
            return new TemplateTime(GoLayout.of(layout).parse(text));
        } catch (IllegalArgumentException e) {
            throw new FunctionFailedException(e.getMessage());
        }
    }

    private static TemplateTime dateOrZero(String layout, String text) {
        try {
            return date(layout, text);
        } catch (FunctionFailedException e) {
            return TemplateTime.ZERO;
        }
    }

    private static String unescaped(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new FunctionFailedException("invalid URL escape in " + GoQuote.quote(text));
        }
    }

    private static String encoded(String text) {
        return Base64.getUrlEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String decoded(String text) {
        try {
            return new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new FunctionFailedException("illegal base64 data in " + GoQuote.quote(text));
        }
    }
}

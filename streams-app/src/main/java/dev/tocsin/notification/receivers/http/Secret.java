package dev.tocsin.notification.receivers.http;

import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A confidential text: inline, or in a file that is read for each use. Each can contain references to values outside of
 * the configuration, which are resolved for each use: {@code ${file:PATH:KEY}}, {@code ${env:NAME}} and
 * {@code ${dir:PATH:FILE}}.
 */
public record Secret(String text, String file) {
    /** Text that is shown in place of a secret. */
    public static final String MASK = "<secret>";

    private static final Pattern REFERENCE = Pattern.compile("\\$\\{(?:file|env|dir):[^}]*}");

    public static final Secret NONE = new Secret("", "");

    public static Secret of(String text) {
        return new Secret(text, "");
    }

    public static Secret inFile(String path) {
        return new Secret("", path);
    }

    public boolean isNone() {
        return text.isEmpty() && file.isEmpty();
    }

    /**
     * @param sources returns the content of a file, or the value of a reference; throws a {@link RuntimeException} that
     *     names it if there is none
     */
    public String read(UnaryOperator<String> sources) {
        var resolved = REFERENCE
                .matcher(file.isEmpty() ? text : file)
                .replaceAll(found -> Matcher.quoteReplacement(sources.apply(found.group())));
        return file.isEmpty() ? resolved : sources.apply(resolved).strip();
    }

    /** Whether a text can be the value of a header: Java's HTTP client sends ASCII only. */
    public static boolean isHeaderValue(String text) {
        return text.chars().allMatch(c -> c < 0x80);
    }

    /** The references in a text. */
    public static List<String> references(String text) {
        return REFERENCE.matcher(text).results().map(MatchResult::group).toList();
    }

    /** Whether a text contains references, so that its value is not known before it is used. */
    public static boolean hasReference(String text) {
        return REFERENCE.matcher(text).find();
    }

    @Override
    public String toString() {
        return isNone() ? "none" : MASK;
    }
}

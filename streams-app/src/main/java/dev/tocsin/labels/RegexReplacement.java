package dev.tocsin.labels;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import java.util.Objects;
import java.util.function.Consumer;

/** Expands {@code $1}, {@code ${1}}, {@code $name}, {@code ${name}} and {@code $$} as Go's {@code Regexp.Expand}. */
public final class RegexReplacement {
    private static final java.util.regex.Pattern REFERENCE =
            java.util.regex.Pattern.compile("\\$(?:(\\$)|\\{([\\p{L}\\p{Nd}_]+)}|([\\p{L}\\p{Nd}_]+))");

    private RegexReplacement() {}

    /** A reference without braces is as long as possible. A group that does not exist is empty. */
    public static String expand(String template, Matcher match, Pattern pattern) {
        return expand(template, match, pattern, text -> {});
    }

    /** Expands as {@link #expand(String, Matcher, Pattern)}. The check sees the text as it grows, and may end it. */
    public static String expand(String template, Matcher match, Pattern pattern, Consumer<CharSequence> check) {
        var expanded = new StringBuilder();
        var reference = REFERENCE.matcher(template);
        var at = 0;
        while (reference.find()) {
            expanded.append(template, at, reference.start());
            at = reference.end();
            var name = reference.group(2) != null ? reference.group(2) : reference.group(3);
            expanded.append(reference.group(1) != null ? "$" : group(name, match, pattern));
            check.accept(expanded);
        }
        return expanded.append(template, at, template.length()).toString();
    }

    private static String group(String name, Matcher match, Pattern pattern) {
        var index = index(name, pattern);
        return index < 0 || index > match.groupCount() ? "" : Objects.requireNonNullElse(match.group(index), "");
    }

    private static int index(String name, Pattern pattern) {
        if (!name.chars().allMatch(digit -> digit >= '0' && digit <= '9')) {
            return pattern.namedGroups().getOrDefault(name, -1);
        }
        // In Go a number with a leading zero, other than 0, is a name.
        var isNumber = name.length() < 9 && (name.length() == 1 || name.charAt(0) != '0');
        return isNumber ? Integer.parseInt(name) : -1;
    }
}

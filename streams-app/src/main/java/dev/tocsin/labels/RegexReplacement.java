package dev.tocsin.labels;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import java.util.Objects;

/** Expands {@code $1}, {@code ${1}}, {@code $name}, {@code ${name}} and {@code $$} as Go's {@code Regexp.Expand}. */
public final class RegexReplacement {
    private static final java.util.regex.Pattern REFERENCE =
            java.util.regex.Pattern.compile("\\$(?:(\\$)|\\{([\\p{L}\\p{Nd}_]+)}|([\\p{L}\\p{Nd}_]+))");

    private RegexReplacement() {}

    /** A reference without braces is as long as possible. A group that does not exist is empty. */
    public static String expand(String template, Matcher match, Pattern pattern) {
        return REFERENCE.matcher(template).replaceAll(reference -> {
            if (reference.group(1) != null) {
                return "\\$";
            }
            var name = reference.group(2) != null ? reference.group(2) : reference.group(3);
            return java.util.regex.Matcher.quoteReplacement(group(name, match, pattern));
        });
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

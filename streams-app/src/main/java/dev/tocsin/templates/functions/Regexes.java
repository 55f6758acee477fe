package dev.tocsin.templates.functions;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.tocsin.templates.Arguments;
import dev.tocsin.templates.BoundedText;
import dev.tocsin.templates.FunctionFailedException;

/** RE2 regular expressions in templates; they match anywhere in the text. */
final class Regexes {
    private static final java.util.regex.Pattern REFERENCE =
            java.util.regex.Pattern.compile("\\$(?:(\\$)|\\{(\\w+)}|(\\w+))");

    private Regexes() {}

    static boolean isFound(String pattern, String text) {
        return compiled(pattern, "").matcher(text).find();
    }

    /** Replaces every match of a pattern by a template in a text, as Go does: {@code $1} and {@code ${name}} are expanded, empty matches after a match ignored. */
    static String replaceAll(Arguments arguments) {
        var pattern = arguments.text(0);
        var template = arguments.text(1);
        var text = arguments.text(2);
        var matcher =
                compiled(pattern, "regexp: Compile(`%s`): ".formatted(pattern)).matcher(text);
        var replaced = new BoundedText();
        var copied = 0;
        var lastEnd = -1;
        while (matcher.find()) {
            if (matcher.end() > matcher.start() || matcher.start() != lastEnd) {
                replaced.add(text.substring(copied, matcher.start()));
                expand(template, matcher, replaced);
                copied = matcher.end();
            }
            lastEnd = matcher.end();
        }
        return replaced.add(text.substring(copied)).toString();
    }

    private static void expand(String template, Matcher match, BoundedText expanded) {
        var references = REFERENCE.matcher(template);
        var at = 0;
        while (references.find()) {
            expanded.add(template.substring(at, references.start()));
            at = references.end();
            var name = references.group(2) == null ? references.group(3) : references.group(2);
            expanded.add(references.group(1) != null ? "$" : group(match, name));
        }
        expanded.add(template.substring(at));
    }

    /** The text of a group; empty if the group does not exist or did not match. */
    private static String group(Matcher match, String name) {
        try {
            var isNumber = name.chars().allMatch(c -> c >= '0' && c <= '9');
            var group = isNumber ? match.group(Integer.parseInt(name)) : match.group(name);
            return group == null ? "" : group;
        } catch (IllegalArgumentException | IndexOutOfBoundsException noSuchGroup) {
            return "";
        }
    }

    private static Pattern compiled(String pattern, String whose) {
        try {
            dev.tocsin.labels.Matcher.requireSmall(pattern, 0);
            return Pattern.compile(pattern);
        } catch (PatternSyntaxException e) {
            throw new FunctionFailedException(
                    "%serror parsing regexp: %s: `%s`".formatted(whose, e.getDescription(), e.getPattern()));
        } catch (IllegalArgumentException e) {
            throw new FunctionFailedException(whose + e.getMessage());
        }
    }
}

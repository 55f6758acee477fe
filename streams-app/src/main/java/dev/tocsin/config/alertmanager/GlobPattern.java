package dev.tocsin.config.alertmanager;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.Arrays;
import java.util.List;

/** A pattern of Go's {@code filepath.Match}: {@code *}, {@code ?} and {@code [a-z]}. None of them matches a slash. */
final class GlobPattern {
    private static final String META_CHARACTERS = "*?[\\";

    private final String text;
    private final Pattern pattern;

    private GlobPattern(String text, Pattern pattern) {
        this.text = text;
        this.pattern = pattern;
    }

    /** @throws IllegalArgumentException if the pattern is malformed */
    static GlobPattern parse(String text) {
        try {
            return new GlobPattern(text, Pattern.compile(regex(text)));
        } catch (PatternSyntaxException | StringIndexOutOfBoundsException e) {
            throw new IllegalArgumentException("syntax error in pattern");
        }
    }

    boolean matches(String path) {
        return pattern.matches(path);
    }

    /** The patterns between the slashes, in order. The first one of an absolute path is empty. */
    List<GlobPattern> segments() {
        return Arrays.stream(text.split("/", -1)).map(GlobPattern::parse).toList();
    }

    /** Whether it can match another text than itself. */
    boolean hasMeta() {
        return text.chars().anyMatch(c -> META_CHARACTERS.indexOf(c) >= 0);
    }

    @Override
    public String toString() {
        return text;
    }

    private static String regex(String glob) {
        var regex = new StringBuilder();
        for (var i = 0; i < glob.length(); i++) {
            var c = glob.charAt(i);
            if (c == '*') {
                regex.append("[^/]*");
            } else if (c == '?') {
                regex.append("[^/]");
            } else if (c == '[') {
                var end = glob.indexOf(']', i + 2);
                regex.append(charClass(glob.substring(i + 1, end)));
                i = end;
            } else {
                regex.append(Pattern.quote(String.valueOf(c == '\\' ? glob.charAt(++i) : c)));
            }
        }
        return regex.toString();
    }

    private static String charClass(String content) {
        var negated = content.startsWith("^");
        var members = content.substring(negated ? 1 : 0).replace("[", "\\[").replace("^", "\\^");
        return negated ? "[^/" + members + "]" : "[" + members + "]";
    }
}

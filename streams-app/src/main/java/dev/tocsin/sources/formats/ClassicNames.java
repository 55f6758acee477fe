package dev.tocsin.sources.formats;

/** Names of metrics and labels in Prometheus's classic characters, as Telegraf's output for Prometheus makes them. */
final class ClassicNames {
    private ClassicNames() {}

    /** A classic name stays. Otherwise other characters become underscores, which are removed at both ends. */
    static String of(String name, boolean allowsColon) {
        var isClassic = !name.isEmpty();
        var classic = new StringBuilder(name.length());
        for (var i = 0; i < name.length(); i = name.offsetByCodePoints(i, 1)) {
            var c = name.charAt(i);
            var isLetter = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '_' || allowsColon && c == ':';
            if (isLetter || i > 0 && c >= '0' && c <= '9') {
                classic.append(c);
            } else {
                isClassic = false;
                classic.append(i > 0 ? "_" : "");
            }
        }
        return isClassic ? name : trimmed(classic);
    }

    private static String trimmed(CharSequence name) {
        var from = 0;
        var to = name.length();
        while (from < to && name.charAt(from) == '_') {
            from++;
        }
        while (to > from && name.charAt(to - 1) == '_') {
            to--;
        }
        var text = name.subSequence(from, to).toString();
        return !text.isEmpty() && Character.isDigit(text.charAt(0)) ? "_" + text : text;
    }
}

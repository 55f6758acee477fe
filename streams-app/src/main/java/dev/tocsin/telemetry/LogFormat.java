package dev.tocsin.telemetry;

import ch.qos.logback.classic.pattern.ClassicConverter;
import ch.qos.logback.classic.pattern.ThrowableProxyConverter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import dev.tocsin.limits.Limit;
import java.util.stream.Collectors;

/** Converters of the log pattern. Logback creates them by name. */
final class LogFormat {
    private LogFormat() {}

    /**
     * Formats the message and the key-value pairs of a log event in one line. Quotes, line breaks and control characters are
     * escaped, so that a text from outside makes no line of its own.
     */
    public static final class Logfmt extends ClassicConverter {
        @Override
        public String convert(ILoggingEvent event) {
            var message = escaped(event.getFormattedMessage(), false);
            var pairs = event.getKeyValuePairs();
            return pairs == null || pairs.isEmpty()
                    ? message
                    : message
                            + pairs.stream()
                                    .map(pair -> " " + escaped(pair.key, false) + "=\""
                                            + escaped(String.valueOf(pair.value), true) + "\"")
                                    .collect(Collectors.joining());
        }

        private static String escaped(String text, boolean isQuoted) {
            var most = Limit.LOG_VALUE.intValue();
            var shortened = text.length() <= most
                    ? text
                    : text.substring(0, most) + "... (%d characters)".formatted(text.length());
            var result = new StringBuilder();
            shortened.codePoints().forEach(c -> {
                if (c == '\n') {
                    result.append("\\n");
                } else if (c == '\r') {
                    result.append("\\r");
                } else if (c == '\t') {
                    result.append("\\t");
                } else if (isQuoted && (c == '"' || c == '\\')) {
                    result.append('\\').appendCodePoint(c);
                } else if (isHidden(c)) {
                    result.append("\\u%04x".formatted(c));
                } else {
                    result.appendCodePoint(c);
                }
            });
            return result.toString();
        }
    }

    /** Formats stack traces. Each line is indented, so that the message of an exception makes no line that looks like another event. */
    public static final class StackTrace extends ThrowableProxyConverter {
        private static final int MAX_LINES = 200;

        @Override
        protected String throwableProxyToString(IThrowableProxy error) {
            return super.throwableProxyToString(error)
                    .lines()
                    .limit(MAX_LINES)
                    .map(line -> "\t" + visible(line))
                    .collect(Collectors.joining("\n", "", "\n"));
        }

        private static String visible(String line) {
            return line.codePoints()
                    .mapToObj(c -> c != '\t' && isHidden(c) ? "\\u%04x".formatted(c) : Character.toString(c))
                    .collect(Collectors.joining());
        }
    }

    /** Control characters, such as ESC, and those that terminals use to change the direction or to break lines. */
    private static boolean isHidden(int c) {
        var type = Character.getType(c);
        return type == Character.CONTROL
                || type == Character.FORMAT
                || type == Character.LINE_SEPARATOR
                || type == Character.PARAGRAPH_SEPARATOR
                || type == Character.SURROGATE;
    }
}

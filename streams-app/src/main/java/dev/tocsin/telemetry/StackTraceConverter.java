package dev.tocsin.telemetry;

import ch.qos.logback.classic.pattern.ThrowableProxyConverter;
import ch.qos.logback.classic.spi.IThrowableProxy;
import java.util.stream.Collectors;

/** Formats stack traces. Each line is indented, so that the message of an exception makes no line that looks like another event. */
public final class StackTraceConverter extends ThrowableProxyConverter {
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
                .mapToObj(
                        c -> c != '\t' && LogfmtConverter.isHidden(c) ? "\\u%04x".formatted(c) : Character.toString(c))
                .collect(Collectors.joining());
    }
}

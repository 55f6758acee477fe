package dev.tocsin.templates.functions;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/** The functions {@code stripPort} and {@code stripDomain}. */
record HostPort(String host, String port) {
    private static final Pattern BRACKETS = Pattern.compile("\\[([^\\[\\]]*)]:([^:\\[\\]]*)");
    private static final Pattern PLAIN = Pattern.compile("([^:\\[\\]]*):([^:\\[\\]]*)");
    private static final Pattern BYTE = Pattern.compile("0|[1-9][0-9]?|1[0-9][0-9]|2[0-4][0-9]|25[0-5]");
    private static final Pattern GROUP = Pattern.compile("[0-9a-fA-F]{1,4}");

    /** Removes a port. A text without a port is unchanged. */
    static String stripPort(String text) {
        return split(text).host();
    }

    /** Removes the domain of the host and keeps the port. IP addresses are unchanged. */
    static String stripDomain(String text) {
        var parts = split(text);
        if (isAddress(parts.host())) {
            return text;
        }
        var dot = parts.host().indexOf('.');
        var first = dot < 0 ? parts.host() : parts.host().substring(0, dot);
        return parts.port().isEmpty() ? first : (first.contains(":") ? "[" + first + "]" : first) + ":" + parts.port();
    }

    private static HostPort split(String text) {
        var form = (text.startsWith("[") ? BRACKETS : PLAIN).matcher(text);
        return form.matches() ? new HostPort(form.group(1), form.group(2)) : new HostPort(text, "");
    }

    private static boolean isAddress(String host) {
        return host.contains(":") ? isIpv6(host) : isIpv4(host);
    }

    private static boolean isIpv4(String host) {
        var bytes = host.split("\\.", -1);
        return bytes.length == 4
                && Arrays.stream(bytes).allMatch(part -> BYTE.matcher(part).matches());
    }

    private static boolean isIpv6(String host) {
        var gap = host.indexOf("::");
        if (gap < 0) {
            return groups(host) == 8;
        }
        var before = groups(host.substring(0, gap));
        var after = groups(host.substring(gap + 2));
        return before >= 0 && after >= 0 && before + after < 8;
    }

    /** The number of 16-bit groups of an IPv6 address; negative if one is invalid. */
    private static int groups(String text) {
        if (text.isEmpty()) {
            return 0;
        }
        var parts = List.of(text.split(":", -1));
        var last = parts.get(parts.size() - 1);
        var endsInFour = isIpv4(last);
        var hex = endsInFour ? parts.subList(0, parts.size() - 1) : parts;
        var valid = hex.stream().allMatch(part -> GROUP.matcher(part).matches());
        return valid ? hex.size() + (endsInFour ? 2 : 0) : -8;
    }
}

package dev.tocsin.senders;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Matches hosts that are reached without a proxy: host names, domains, addresses, networks (CIDR) or {@code *}. */
final class NoProxy {
    private final List<String> entries;

    /** @param list separated by commas; {@code host:port} matches this port only */
    NoProxy(String list) {
        entries = Stream.of(list.toLowerCase(Locale.ROOT).split(","))
                .map(String::strip)
                .filter(entry -> !entry.isEmpty())
                .toList();
    }

    boolean contains(URI target) {
        var host = target.getHost().toLowerCase(Locale.ROOT).replaceAll("[\\[\\]]", "");
        var port = target.getPort() >= 0 ? target.getPort() : target.getScheme().equalsIgnoreCase("https") ? 443 : 80;
        return entries.stream().anyMatch(entry -> matches(entry, host, port));
    }

    private static boolean matches(String entry, String host, int port) {
        if (entry.equals("*")) {
            return true;
        }
        if (entry.contains("/")) {
            return isAddress(host) && isInNetwork(entry, host);
        }
        var withPort = entry.matches("[^:]+:\\d+");
        if (withPort && !entry.endsWith(":" + port)) {
            return false;
        }
        var name = withPort ? entry.substring(0, entry.indexOf(':')) : entry;
        if (isAddress(host)) {
            return name.equals(host);
        }
        var domain = name.replaceFirst("^\\*?\\.", "");
        return host.endsWith("." + domain) || host.equals(domain) && domain.equals(name);
    }

    private static boolean isAddress(String host) {
        return host.contains(":") || host.matches("[0-9.]+");
    }

    private static boolean isInNetwork(String network, String host) {
        try {
            var slash = network.indexOf('/');
            var base = InetAddress.getByName(network.substring(0, slash)).getAddress();
            var address = InetAddress.getByName(host).getAddress();
            var bits = Integer.parseInt(network.substring(slash + 1));
            for (var bit = 0; base.length == address.length && bit < bits; bit++) {
                var mask = 0x80 >> bit % 8;
                if ((base[bit / 8] & mask) != (address[bit / 8] & mask)) {
                    return false;
                }
            }
            return base.length == address.length;
        } catch (UnknownHostException | NumberFormatException | ArrayIndexOutOfBoundsException e) {
            return false;
        }
    }
}

package dev.tocsin.notification.receivers;

import dev.tocsin.notation.GoQuote;
import dev.tocsin.yaml.YamlValue;

/** The address of an SMTP server, as {@code host:port}. */
record Smarthost(String host, int port) {
    private static final Smarthost PLACEHOLDER = new Smarthost("localhost", 25);
    private static final int MAX_PORT = 65_535;

    /** A placeholder stands for an invalid address, which {@link #check} reports. */
    static Smarthost parseOrPlaceholder(String address) {
        try {
            return parse(address);
        } catch (IllegalArgumentException e) {
            return PLACEHOLDER;
        }
    }

    /** Adds a problem to an invalid address. Empty is valid. */
    static void check(YamlValue value) {
        value.text().filter(text -> !text.isEmpty()).ifPresent(text -> {
            try {
                parse(text);
            } catch (IllegalArgumentException e) {
                value.problem(e.getMessage(), "");
            }
        });
    }

    private static Smarthost parse(String address) {
        var colon = address.lastIndexOf(':');
        if (colon < 0) {
            throw new IllegalArgumentException("address %s: missing port in address".formatted(address));
        }
        var port = address.substring(colon + 1);
        if (port.isEmpty()) {
            throw new IllegalArgumentException("address %s: port cannot be empty".formatted(GoQuote.quote(address)));
        }
        if (!port.matches("[0-9]{1,5}") || Integer.parseInt(port) > MAX_PORT) {
            throw new IllegalArgumentException("address %s: port is not a number from 0 to 65535".formatted(address));
        }
        var host = address.substring(0, colon);
        if (host.contains(":") && !host.matches("\\[[^\\[\\]]*\\]")) {
            throw new IllegalArgumentException("address %s: too many colons in address".formatted(address));
        }
        if (!host.matches("[^\\s/@]*")) {
            throw new IllegalArgumentException("address %s: the host has an invalid character".formatted(address));
        }
        return new Smarthost(address.substring(0, colon).replaceAll("[\\[\\]]", ""), Integer.parseInt(port));
    }
}

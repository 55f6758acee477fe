package dev.tocsin.notification.receivers;

import dev.tocsin.notation.GoQuote;
import dev.tocsin.yaml.YamlValue;

/** A mail server's address. */
record Smarthost(String host, int port) {
    private static final int MAX_PORT = 65_535;

    /** @throws IllegalArgumentException in Alertmanager's words */
    static Smarthost parse(String address) {
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
        return new Smarthost(address.substring(0, colon).replaceAll("[\\[\\]]", ""), Integer.parseInt(port));
    }

    /** Unset is as good as right. */
    static void check(YamlValue value) {
        value.text().filter(text -> !text.isEmpty()).ifPresent(text -> {
            try {
                parse(text);
            } catch (IllegalArgumentException e) {
                value.problem(e.getMessage(), "");
            }
        });
    }
}

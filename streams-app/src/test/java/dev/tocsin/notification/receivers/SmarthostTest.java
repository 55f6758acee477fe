package dev.tocsin.notification.receivers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tocsin.config.alertmanager.TestConfigs;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Addresses of mail servers that can never work are refused when the configuration is checked. */
class SmarthostTest {
    private static String config(String smarthost) {
        return "global: {smtp_from: a@b.c, smtp_smarthost: \"%s\"}\n".formatted(smarthost)
                + "route: {receiver: a}\nreceivers: [{name: a, email_configs: [{to: d@e.f}]}]\n";
    }

    @ParameterizedTest
    @CsvSource({"localhost:25", "mail_server:25", "'[::1]:25'", "10.0.0.1:587"})
    void validAddressIsTaken(String smarthost) {
        assertThat(TestConfigs.read("am.yml", config(smarthost)).receivers()).hasSize(1);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "localhost:25:25,   too many colons in address",
        "::1:25,            too many colons in address",
        "localhost,         missing port in address",
        "localhost:,        port cannot be empty",
        "localhost:99999,   port is not a number from 0 to 65535",
        "'mail\\n:25',      the host has an invalid character",
        "'a b:25',          the host has an invalid character",
    })
    void addressThatNeverWorksIsRefused(String smarthost, String reason) {
        assertThatThrownBy(() -> TestConfigs.read("am.yml", config(smarthost))).hasMessageContaining(reason);
    }
}

package dev.tocsin.notification.receivers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.notification.receivers.http.HttpConfig;
import dev.tocsin.notification.receivers.http.Secret;
import dev.tocsin.notification.receivers.http.WebRequest;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AwsSignerTest {
    /** The example post-x-www-form-urlencoded of Amazon's test suite. */
    @Test
    void signatureEqualsAmazonsExample() {
        var signer = new AwsSigner("us-east-1", "service", Secret.of("AKIDEXAMPLE"), Secret.NONE);
        var request = new WebRequest(
                "POST",
                "http://example.amazonaws.com/",
                Map.of("Content-Type", "application/x-www-form-urlencoded"),
                "Param1=value1",
                HttpConfig.DEFAULT);
        var signed = signer.sign(
                request,
                "AKIDEXAMPLE",
                "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY",
                Instant.parse("2015-08-30T12:36:00Z"));
        assertThat(signed.headers().get("Authorization"))
                .isEqualTo("AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request, "
                        + "SignedHeaders=content-type;host;x-amz-date, "
                        + "Signature=ff11897932ad3f4e8b18135d722051e5ac45fc38421b1da7b9d196a0fe09473a");
    }
}

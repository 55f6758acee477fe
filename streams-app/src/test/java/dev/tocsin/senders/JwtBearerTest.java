package dev.tocsin.senders;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tocsin.notification.receivers.DeliveryResult;
import dev.tocsin.notification.receivers.TestNotifications;
import dev.tocsin.senders.TestServer.Reply;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.Signature;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Token requests with signed claims (RFC 7523) at the token server. */
class JwtBearerTest {
    private static final String GRANT = "urn:ietf:params:oauth:grant-type:jwt-bearer";
    private static final KeyPair KEYS = keys("RSA", 2_048);

    @TempDir
    private Path folder;

    private TestServer server;
    private Senders senders;

    @BeforeEach
    void open() throws IOException {
        server = TestServer.open();
        senders = new Senders(
                "1",
                InstantSource.fixed(TestNotifications.AT),
                ReceiverCalls::read,
                Map.of(),
                NoTopicPublisher.INSTANCE);
    }

    @AfterEach
    void close() {
        senders.close();
        server.close();
    }

    private static KeyPair keys(String kind, int size) {
        try {
            var generator = KeyPairGenerator.getInstance(kind);
            generator.initialize(size);
            return generator.generateKeyPair();
        } catch (java.security.GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String pem(KeyPair keys) {
        return "-----BEGIN PRIVATE KEY-----\\n%s\\n-----END PRIVATE KEY-----"
                .formatted(Base64.getEncoder().encodeToString(keys.getPrivate().getEncoded()));
    }

    private static String inline(KeyPair keys) {
        return "client_certificate_key: \"" + pem(keys) + "\"";
    }

    private DeliveryResult deliver(String oauth) {
        var text = """
                route: {receiver: a}
                receivers: [{name: a, webhook_configs: [{url: '%s/hook', http_config: {oauth2: {
                  client_id: me, token_url: '%s/token', grant_type: '%s', %s}}}]}]
                """.formatted(server.url(), server.url(), GRANT, oauth);
        return ReceiverCalls.notifyFirst(senders, text);
    }

    /** A request to the token server. */
    private record Assertion(Map<String, String> form, JsonNode header, JsonNode claims) {}

    /** @throws AssertionError if the signature is not of that key */
    private static Assertion verified(TestServer.ReceivedRequest received, String algorithm, PublicKey key)
            throws Exception {
        assertThat(received.target()).isEqualTo("/token");
        assertThat(received.headers())
                .containsEntry("Content-Type", "application/x-www-form-urlencoded")
                .doesNotContainKey("Authorization");
        var form = new TreeMap<String, String>();
        for (var field : received.body().split("&")) {
            var parts = field.split("=", 2);
            form.put(parts[0], URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
        }
        var parts = form.get("assertion").split("\\.");
        var signature = Signature.getInstance(algorithm);
        signature.initVerify(key);
        signature.update((parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII));
        assertThat(signature.verify(Base64.getUrlDecoder().decode(parts[2])))
                .as("signed")
                .isTrue();
        return new Assertion(form, json(parts[0]), json(parts[1]));
    }

    private static JsonNode json(String part) throws IOException {
        return new ObjectMapper().readTree(Base64.getUrlDecoder().decode(part));
    }

    @ParameterizedTest
    @CsvSource({"RS256, SHA256withRSA", "RS384, SHA384withRSA", "RS512, SHA512withRSA"})
    void tokenRequestHasSignedClaims(String algorithm, String javaName) throws Exception {
        server.reply(Reply.json("{\"access_token\":\"T1\",\"token_type\":\"bearer\",\"expires_in\":3600}"));
        var oauth = inline(KEYS) + ", client_certificate_key_id: k1, signature_algorithm: " + algorithm
                + ", iss: issuer, audience: 'https://aud', scopes: [a, b], claims: {team: ops, level: 3, "
                + "in: [x]}, endpoint_params: {resource: r}";
        assertThat(deliver(oauth)).isEqualTo(new DeliveryResult.Delivered());
        assertThat(deliver(oauth)).isEqualTo(new DeliveryResult.Delivered());
        assertThat(server.received())
                .extracting(
                        received -> received.target() + " " + received.headers().get("Authorization"))
                .containsExactly("/token null", "/hook Bearer T1", "/hook Bearer T1");
        var received = verified(server.received().get(0), javaName, KEYS.getPublic());
        assertThat(received.form())
                .containsEntry("grant_type", GRANT)
                .containsEntry("scope", "a b")
                .containsEntry("resource", "r");
        assertThat(received.header())
                .hasToString("{\"alg\":\"%s\",\"kid\":\"k1\",\"typ\":\"JWT\"}".formatted(algorithm));
        assertThat(received.claims().path("jti").asText()).isNotBlank();
        ((com.fasterxml.jackson.databind.node.ObjectNode) received.claims()).remove("jti");
        assertThat(received.claims())
                .hasToString("{\"aud\":\"https://aud\",\"exp\":1767323645,\"iat\":1767323045,\"in\":[\"x\"],"
                        + "\"iss\":\"issuer\",\"level\":3,\"scope\":\"a b\",\"sub\":\"me\",\"team\":\"ops\"}");
    }

    @Test
    void claimsDefaultToTheClient() throws Exception {
        server.reply(Reply.json("{\"access_token\":\"T1\"}"));
        deliver(inline(KEYS));
        var received = verified(server.received().get(0), "SHA256withRSA", KEYS.getPublic());
        assertThat(received.form()).containsOnlyKeys("assertion", "grant_type");
        assertThat(received.header()).hasToString("{\"alg\":\"RS256\",\"typ\":\"JWT\"}");
        assertThat(received.claims().path("iss").asText()).isEqualTo("me");
        assertThat(received.claims().path("aud").asText()).isEqualTo(server.url() + "/token");
        assertThat(received.claims().has("scope")).isFalse();
    }

    @Test
    void changedKeyFileRequestsANewToken() throws Exception {
        var others = keys("RSA", 2_048);
        var file = Files.writeString(folder.resolve("key.pem"), pem(KEYS).replace("\\n", "\n"));
        var oauth = "client_certificate_key_file: '%s'".formatted(file);
        server.reply(Reply.json("{\"access_token\":\"T1\"}"));
        deliver(oauth);
        deliver(oauth);
        Files.writeString(file, pem(others).replace("\\n", "\n"));
        server.reply(Reply.json("{\"access_token\":\"T2\"}"));
        deliver(oauth);
        assertThat(server.received())
                .extracting(
                        received -> received.target() + " " + received.headers().get("Authorization"))
                .containsExactly("/token null", "/hook Bearer T1", "/hook Bearer T1", "/token null", "/hook Bearer T2");
        var first = verified(server.received().get(0), "SHA256withRSA", KEYS.getPublic());
        var second = verified(server.received().get(3), "SHA256withRSA", others.getPublic());
        assertThat(second.claims().path("jti")).isNotEqualTo(first.claims().path("jti"));
    }

    @Test
    void invalidKeyPreventsTheRequest() {
        for (var oauth : new String[] {
            "client_certificate_key: s3cr3t",
            inline(keys("EC", 256)),
            "client_certificate_key: \"-----BEGIN PRIVATE KEY-----\\nczNjcjN0\\n-----END PRIVATE KEY-----\""
        }) {
            var result = deliver(oauth);
            assertThat(result).isInstanceOf(DeliveryResult.Retryable.class);
            assertThat(((DeliveryResult.Retryable) result).error())
                    .startsWith("oauth2: client_certificate_key cannot be used: ")
                    .doesNotContain("s3cr3t", "czNj");
        }
        assertThat(server.received()).isEmpty();
    }
}

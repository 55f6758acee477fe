package dev.tocsin.notification.receivers;

import dev.tocsin.notation.Sha256;
import dev.tocsin.notification.receivers.http.Secret;
import dev.tocsin.notification.receivers.http.WebRequest;
import dev.tocsin.notification.receivers.http.WebUrl;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Signs requests with AWS Signature Version 4. Requests must have no query. */
record AwsSigner(String region, String service, Secret accessKey, Secret secretKey) {
    private static final String ALGORITHM = "AWS4-HMAC-SHA256";
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);
    private static final int DATE = 8;

    WebRequest sign(WebRequest request, NotificationRenderer renderer) {
        return sign(request, renderer.readSecret(accessKey), renderer.readSecret(secretKey), renderer.now());
    }

    WebRequest sign(WebRequest request, String access, String key, Instant now) {
        var time = TIME.format(now);
        var url = WebUrl.of(request.url());
        var headers = new TreeMap<String, String>();
        request.headers().forEach((name, value) -> headers.put(name.toLowerCase(java.util.Locale.ROOT), value));
        headers.put("host", url.hostAndPort());
        headers.put("x-amz-date", time);
        var names = String.join(";", headers.keySet());
        var scope = "%s/%s/%s/aws4_request".formatted(time.substring(0, DATE), region, service);
        var toSign = String.join("\n", ALGORITHM, time, scope, Sha256.hex(canonical(request, url, headers, names)));
        var signature = HexFormat.of().formatHex(hmac(signingKey(key, time.substring(0, DATE)), toSign));
        return request.with("X-Amz-Date", time)
                .with(
                        "Authorization",
                        "%s Credential=%s/%s, SignedHeaders=%s, Signature=%s"
                                .formatted(ALGORITHM, access, scope, names, signature));
    }

    private static String canonical(WebRequest request, WebUrl url, TreeMap<String, String> headers, String names) {
        var path = url.target().isEmpty() ? "/" : url.target().replaceFirst("\\?.*", "");
        var lines = headers.entrySet().stream()
                .map(header -> header.getKey() + ":" + header.getValue().strip() + "\n")
                .collect(Collectors.joining());
        return String.join("\n", request.method(), path, "", lines, names, Sha256.hex(request.body()));
    }

    private byte[] signingKey(String key, String date) {
        var ofDate = hmac(("AWS4" + key).getBytes(StandardCharsets.UTF_8), date);
        return hmac(hmac(hmac(ofDate, region), service), "aws4_request");
    }

    private static byte[] hmac(byte[] key, String text) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has HmacSHA256", e);
        }
    }
}

package dev.tocsin.http.ui;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;

/**
 * A file of the web UI.
 *
 * @param path below {@code ui/assets/}
 * @param hash the first 12 hexadecimal digits of the SHA-256 of the content
 */
record Asset(String path, byte[] content, String hash) {
    private static final int HASH_BYTES = 6;

    static Asset of(String path, byte[] content) {
        return new Asset(path, content, HexFormat.of().formatHex(sha256(content), 0, HASH_BYTES));
    }

    /** The address relative to the base of the page. It changes with the content. */
    String address() {
        return "assets/%s?v=%s".formatted(path, hash);
    }

    String text() {
        return new String(content, StandardCharsets.UTF_8);
    }

    String contentType() {
        if (path.endsWith(".css")) {
            return "text/css; charset=utf-8";
        }
        return path.endsWith(".svg") ? "image/svg+xml" : "text/javascript; charset=utf-8";
    }

    /** The source expression that allows an inline script in a content security policy. */
    static String scriptSource(String script) {
        var digest = sha256(script.getBytes(StandardCharsets.UTF_8));
        return "'sha256-%s'".formatted(Base64.getEncoder().encodeToString(digest));
    }

    private static byte[] sha256(byte[] content) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(content);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("each Java platform has SHA-256", e);
        }
    }
}

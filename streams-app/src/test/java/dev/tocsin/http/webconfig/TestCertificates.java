package dev.tocsin.http.webconfig;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * PEM files of a certificate authority ({@code ca.pem}), a server at localhost ({@code server.pem}, {@code server.key}), a
 * client of the authority ({@code client.pem}, {@code client.key}), and a stranger that signed itself ({@code stranger.pem},
 * {@code stranger.key}). The JDK's keytool creates them.
 */
public final class TestCertificates {
    public static final String CLIENT_SUBJECT = "CN=prometheus,O=example";

    private static final String PASSWORD = "changeit";

    private TestCertificates() {}

    /** Creates the files in a folder. */
    public static Path createIn(Path folder) {
        try {
            var store = folder.resolve("store.p12");
            create(store, "ca", "CN=test authority", "bc=ca:true", "ku=keyCertSign");
            create(store, "server", "CN=localhost", "san=dns:localhost,ip:127.0.0.1", "-signer", "ca");
            create(
                    store,
                    "client",
                    CLIENT_SUBJECT,
                    "san=dns:one.example,email:ops@example.org,ip:10.0.0.1,ip:2001:db8::1,uri:spiffe://example/one",
                    "-signer",
                    "ca");
            create(store, "stranger", "CN=stranger", "san=dns:stranger.example");
            export(folder, store);
            Files.delete(store);
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void create(Path store, String alias, String name, String... more)
            throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                alias,
                "-keyalg",
                "RSA",
                "-keysize",
                "2048",
                "-dname",
                name,
                "-storetype",
                "PKCS12",
                "-keystore",
                store.toString(),
                "-storepass",
                PASSWORD));
        for (var option : more) {
            if (option.contains("=")) {
                command.add("-ext");
            }
            command.add(option);
        }
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        var output = new String(process.getInputStream().readAllBytes());
        if (process.waitFor() != 0) {
            throw new IllegalStateException("keytool: " + output);
        }
    }

    private static void export(Path folder, Path file) throws IOException, GeneralSecurityException {
        var store = KeyStore.getInstance("PKCS12");
        try (var stream = Files.newInputStream(file)) {
            store.load(stream, PASSWORD.toCharArray());
        }
        for (var alias : List.of("ca", "server", "client", "stranger")) {
            var key = store.getKey(alias, PASSWORD.toCharArray());
            Files.writeString(
                    folder.resolve(alias + ".pem"),
                    pem("CERTIFICATE", store.getCertificate(alias).getEncoded()));
            Files.writeString(folder.resolve(alias + ".key"), pem("PRIVATE KEY", key.getEncoded()));
        }
    }

    private static String pem(String type, byte[] content) {
        return "-----BEGIN %s-----%n%s%n-----END %s-----%n"
                .formatted(type, Base64.getMimeEncoder().encodeToString(content), type);
    }
}

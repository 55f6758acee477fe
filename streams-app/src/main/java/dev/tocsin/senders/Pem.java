package dev.tocsin.senders;

import java.io.ByteArrayInputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;

/** Parses certificates and private keys in PEM format. */
public final class Pem {
    private static final Pattern BLOCK = Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----([^-]+)-----END \\1-----");
    private static final byte[] VERSION = HexFormat.of().parseHex("020100");
    private static final byte[] RSA = HexFormat.of().parseHex("300d06092a864886f70d0101010500");
    private static final byte[] EC = HexFormat.of().parseHex("06072a8648ce3d0201");
    private static final int SEQUENCE = 0x30;
    private static final int OCTETS = 0x04;
    private static final int OBJECT_ID = 0x06;
    private static final int PARAMETERS = 0xa0;
    private static final int ONE_BYTE_LENGTH = 0x80;

    private Pem() {}

    public static List<X509Certificate> certificates(String text) throws CertificateException {
        var read = CertificateFactory.getInstance("X.509")
                .generateCertificates(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)))
                .stream()
                .map(X509Certificate.class::cast)
                .toList();
        if (read.isEmpty()) {
            throw new CertificateException("no certificate (BEGIN CERTIFICATE) found");
        }
        return read;
    }

    /** An unencrypted key in PKCS#8, PKCS#1 or SEC 1. */
    public static PrivateKey privateKey(String text) throws GeneralSecurityException {
        var block = BLOCK.matcher(text);
        while (block.find()) {
            var bytes = Base64.getMimeDecoder().decode(block.group(2).strip());
            switch (block.group(1)) {
                case "PRIVATE KEY" -> {
                    return pkcs8Key(bytes);
                }
                case "RSA PRIVATE KEY" -> {
                    return key("RSA", wrapped(RSA, bytes));
                }
                case "EC PRIVATE KEY" -> {
                    return key("EC", wrapped(der(SEQUENCE, EC, curve(bytes)), bytes));
                }
                default -> {
                    // Such as EC PARAMETERS, which the key contains, too.
                }
            }
        }
        throw new GeneralSecurityException("no unencrypted private key found");
    }

    private static PrivateKey pkcs8Key(byte[] pkcs8) throws GeneralSecurityException {
        for (var algorithm : List.of("RSA", "EC", "Ed25519")) {
            try {
                return key(algorithm, pkcs8);
            } catch (GeneralSecurityException another) {
                // Try the next algorithm.
            }
        }
        throw new GeneralSecurityException("the private key is neither RSA nor EC nor Ed25519");
    }

    private static PrivateKey key(String algorithm, byte[] pkcs8) throws GeneralSecurityException {
        return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
    }

    private static byte[] wrapped(byte[] algorithm, byte[] key) {
        return der(SEQUENCE, VERSION, algorithm, der(OCTETS, key));
    }

    /** The object id of the curve, from the optional parameters of a SEC 1 key. */
    private static byte[] curve(byte[] key) throws GeneralSecurityException {
        for (var i = 0; i + 3 < key.length; i++) {
            var isCurve = (key[i] & 0xff) == PARAMETERS
                    && key[i + 2] == OBJECT_ID
                    && key[i + 1] == key[i + 3] + 2
                    && i + 2 + key[i + 1] <= key.length;
            if (isCurve) {
                return java.util.Arrays.copyOfRange(key, i + 2, i + 2 + key[i + 1]);
            }
        }
        throw new GeneralSecurityException("the EC key does not name its curve");
    }

    private static byte[] der(int tag, byte[]... parts) {
        var length = 0;
        for (var part : parts) {
            length += part.length;
        }
        var der = ByteBuffer.allocate(length + 5);
        der.put((byte) tag);
        if (length < ONE_BYTE_LENGTH) {
            der.put((byte) length);
        } else {
            der.put((byte) 0x82).putShort((short) length);
        }
        for (var part : parts) {
            der.put(part);
        }
        return java.util.Arrays.copyOf(der.array(), der.position());
    }
}

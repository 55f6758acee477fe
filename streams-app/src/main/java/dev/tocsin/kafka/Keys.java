package dev.tocsin.kafka;

import dev.tocsin.labels.Fingerprint;
import dev.tocsin.notification.log.Slot;
import java.nio.charset.StandardCharsets;

/** How records are keyed. */
public final class Keys {
    public static final String SILENCE = "silence/";
    public static final String CLAIM = "claim/";
    public static final String SENT = "sent/";
    public static final String MEMBER = "member/";

    private Keys() {}

    public static String silence(String id) {
        return SILENCE + id;
    }

    public static String claim(Slot slot) {
        return CLAIM + slot;
    }

    public static String sent(Slot slot) {
        return SENT + slot;
    }

    public static String member(String instance) {
        return MEMBER + instance;
    }

    public static String alertState(String ruleUid, Fingerprint alert) {
        return ruleUid + "/" + alert;
    }

    public static byte[] bytes(String key) {
        return key.getBytes(StandardCharsets.UTF_8);
    }

    /** Whatever the bytes are; a missing key is the empty one. */
    public static String text(byte[] key) {
        return key == null ? "" : new String(key, StandardCharsets.UTF_8);
    }
}

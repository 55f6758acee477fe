package dev.tocsin.http.common;

/** Escapes texts for HTML pages. */
public final class Html {
    private Html() {}

    /** Makes a text safe as content of an element and as a value of an attribute in quotes. */
    public static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}

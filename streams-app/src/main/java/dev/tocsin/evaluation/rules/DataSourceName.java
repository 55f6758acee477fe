package dev.tocsin.evaluation.rules;

import java.util.regex.Pattern;

/** The form of the names of data sources. They are label values of metrics and arguments of commands. */
public final class DataSourceName {
    /** The form, for people. */
    public static final String FORM =
            "1 to 63 of the characters a-z, A-Z, 0-9, '.', '_' and '-', beginning with a letter or digit";

    private static final Pattern VALID = Pattern.compile("[a-zA-Z0-9][a-zA-Z0-9._-]{0,62}");

    private DataSourceName() {}

    public static boolean isValid(String name) {
        return VALID.matcher(name).matches();
    }
}

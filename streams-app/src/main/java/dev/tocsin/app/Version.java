package dev.tocsin.app;

import java.util.Objects;

/** The version of Tocsin that runs; "dev" where it does not run out of its jar. */
record Version(String text) {
    static Version ofThisJar() {
        return new Version(Objects.requireNonNullElse(Version.class.getPackage().getImplementationVersion(), "dev"));
    }
}

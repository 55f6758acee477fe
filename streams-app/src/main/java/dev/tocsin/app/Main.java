package dev.tocsin.app;

import dev.tocsin.cli.CliContext;
import dev.tocsin.cli.TocsinCommand;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;

/** Where the process starts. */
public final class Main {
    private Main() {}

    public static void main(String[] arguments) {
        if (!TocsinCommand.isLongRunning(arguments) && System.getenv("TOCSIN_LOG_LEVEL") == null) {
            System.setProperty("tocsin.log.least", "ERROR");
        }
        var version = Version.ofThisJar();
        var surroundings = new CliContext(System.getenv(), hostName(), version.text(), InstantSource.system());
        var tocsin = TocsinCommand.commandLine(surroundings, settings -> new ServerRunner(version).run(settings));
        System.exit(tocsin.setOut(utf8(System.out)).setErr(utf8(System.err)).execute(arguments));
    }

    // Documents are UTF-8, and what is printed may be kept in a file, whatever the locale of a container is.
    private static PrintWriter utf8(PrintStream stream) {
        return new PrintWriter(stream, true, StandardCharsets.UTF_8);
    }

    private static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "localhost";
        }
    }
}
